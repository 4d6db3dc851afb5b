package io.github.lmclip.core.eval;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * By how much one thing is above another when both were measured from several seeds: Student's interval of the pairs where
 * the seeds are the same, else Welch's, mean difference +- t(confidence, nu) * sqrt(s1^2 / n1 + s2^2 / n2).
 *
 * @param difference of the means
 * @param low end of the interval; minus infinity where a thing was measured once, which tells nothing of chance
 * @param high end of the interval; infinity likewise
 * @param paired whether the seeds were the same
 * @see <a href="https://doi.org/10.1093/biomet/34.1-2.28">Welch, The Generalization of "Student's" Problem when several different
 *     Population Variances are involved, Biometrika 1947</a>
 */
public record SeedDifference(double difference, double low, double high, boolean paired) {

    /**
     * Compares measurements from the same seeds.
     *
     * @param values of the one, at least one
     * @param base of the other, from the same seeds in the same order
     * @param confidence in (0, 1)
     */
    public static SeedDifference ofPairs(double[] values, double[] base, double confidence) {
        PairedDifference found = PairedDifference.of(values, base, confidence);
        return new SeedDifference(found.difference().mean(), found.low(), found.high(), true);
    }

    /**
     * Compares measurements from seeds of their own.
     *
     * @param values of the one, at least one
     * @param base of the other, at least one
     * @param confidence in (0, 1)
     * @throws IllegalArgumentException if there are none, one is not finite, or the confidence is out of its range
     */
    public static SeedDifference ofSeparate(double[] values, double[] base, double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be inside (0, 1), got " + confidence);
        }
        MeanAndDeviation one = MeanAndDeviation.of(values);
        MeanAndDeviation other = MeanAndDeviation.of(base);
        double difference = one.mean() - other.mean();
        double reach =
                one.count() == 1 || other.count() == 1 ? Double.POSITIVE_INFINITY : reach(one, other, confidence);
        return new SeedDifference(difference, difference - reach, difference + reach, false);
    }

    private static double reach(MeanAndDeviation one, MeanAndDeviation other, double confidence) {
        double first = Math.pow(one.standardError(), 2);
        double second = Math.pow(other.standardError(), 2);
        double error = Math.sqrt(first + second);
        if (error == 0) {
            return 0;
        }
        double freedom = Math.pow(first + second, 2)
                / (first * first / (one.count() - 1) + second * second / (other.count() - 1));
        // no source of random numbers: nothing is drawn
        return new TDistribution(null, freedom).inverseCumulativeProbability((1 + confidence) / 2) * error;
    }

    /** Returns whether the interval holds 0: chance alone may have made the difference. */
    public boolean isInsideNoise() {
        return low <= 0 && high >= 0;
    }
}
