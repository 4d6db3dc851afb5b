package io.github.lmclip.core.eval;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * How much one method is above another, both measured under the same conditions one by one, such as from the same seeds.
 * What a seed does to both of them drops out, so that less is left to chance than in the difference of two means. The
 * interval is Student's: mean +- t(confidence, count - 1) * deviation / sqrt(count), for differences that are about normal.
 *
 * @param difference of each pair: mean and deviation
 * @param confidence share of such intervals that hold the true difference, in (0, 1)
 * @param low end of the interval; minus infinity for one pair, which tells nothing of chance
 * @param high end of the interval; infinity for one pair
 * @see <a href="https://doi.org/10.1093/biomet/6.1.1">Student, The Probable Error of a Mean, Biometrika 1908</a>
 */
public record PairedDifference(MeanAndDeviation difference, double confidence, double low, double high) {

    /**
     * Returns {@code values - base} with its interval.
     *
     * @param values of one method
     * @param base of the other, in the same order
     * @param confidence in (0, 1), such as 0.95
     * @throws IllegalArgumentException if the lengths differ or are 0, or a number is out of its range
     */
    public static PairedDifference of(double[] values, double[] base, double confidence) {
        if (values.length != base.length) {
            throw new IllegalArgumentException(
                    "expected as many values as base values, got %d and %d".formatted(values.length, base.length));
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be inside (0, 1), got " + confidence);
        }
        double[] differences = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            differences[i] = values[i] - base[i];
        }
        MeanAndDeviation found = MeanAndDeviation.of(differences);
        double reach = reach(found, confidence);
        return new PairedDifference(found, confidence, found.mean() - reach, found.mean() + reach);
    }

    private static double reach(MeanAndDeviation found, double confidence) {
        if (found.count() == 1) {
            return Double.POSITIVE_INFINITY;
        }
        // no source of random numbers: nothing is drawn
        TDistribution student = new TDistribution(null, found.count() - 1);
        return student.inverseCumulativeProbability((1 + confidence) / 2) * found.standardError();
    }

    /** Returns whether the interval holds 0: chance alone may have made the difference. */
    public boolean isInsideNoise() {
        return low <= 0 && high >= 0;
    }
}
