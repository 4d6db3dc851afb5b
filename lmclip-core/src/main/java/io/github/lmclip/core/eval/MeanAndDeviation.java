package io.github.lmclip.core.eval;

import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * The mean of a few measurements, such as one per seed, and how far they lie apart.
 *
 * @param count how many there are, at least 1
 * @param mean their mean
 * @param deviation their standard deviation, that of a sample (divided by {@code count - 1}); NaN for one alone
 */
public record MeanAndDeviation(int count, double mean, double deviation) {

    /**
     * Returns those of some values.
     *
     * @throws IllegalArgumentException if there is no value, or one is not finite
     */
    public static MeanAndDeviation of(double... values) {
        requireFinite(values);
        double deviation = values.length == 1 ? Double.NaN : new StandardDeviation().evaluate(values);
        return new MeanAndDeviation(values.length, new Mean().evaluate(values), deviation);
    }

    private static void requireFinite(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("expected at least one value, got none");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("value %d is %s, expected a finite number".formatted(i, values[i]));
            }
        }
    }

    /** Returns the standard deviation of the mean itself: {@code deviation / sqrt(count)}. */
    public double standardError() {
        return deviation / Math.sqrt(count);
    }
}
