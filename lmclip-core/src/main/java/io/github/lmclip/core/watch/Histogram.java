package io.github.lmclip.core.watch;

import java.util.ArrayList;
import java.util.List;

/**
 * How values are spread: counts between limits that grow by a tenth each from 1e-12 on, to both sides of zero, as
 * TensorFlow's histograms have them. Values that are no finite numbers are left out.
 *
 * @param least of the values; NaN where there are none
 * @param most of the values; NaN where there are none
 * @param count of the values
 * @param sum of the values
 * @param sumOfSquares of the values
 * @param limits upper ends of the buckets, rising
 * @param counts of the values in each bucket
 */
record Histogram(
        double least,
        double most,
        long count,
        double sum,
        double sumOfSquares,
        List<Double> limits,
        List<Double> counts) {

    private static final double SMALLEST = 1e-12;
    private static final double GROWTH = 1.1;

    /** Limits from 1e-12 to beyond the largest float. */
    private static final int LIMITS = 1 + exponent(Float.MAX_VALUE);

    /** Counts values. */
    static Histogram of(float[] values) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        long[] below = new long[LIMITS + 1];
        long[] above = new long[LIMITS + 1];
        long count = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                count++;
                least = Math.min(least, value);
                most = Math.max(most, value);
                sum += value;
                squares += (double) value * value;
                (value < 0 ? below : above)[exponent(Math.abs(value))]++;
            }
        }
        List<Double> limits = new ArrayList<>();
        List<Double> counts = new ArrayList<>();
        for (int i = LIMITS; i >= 1; i--) {
            // a bucket of negative values ends at the limit nearer to zero
            add(-limit(i - 1), below[i], limits, counts);
        }
        add(limit(0), below[0] + above[0], limits, counts);
        for (int i = 1; i <= LIMITS; i++) {
            add(limit(i), above[i], limits, counts);
        }
        return count == 0
                ? new Histogram(Double.NaN, Double.NaN, 0, 0, 0, List.of(), List.of())
                : new Histogram(least, most, count, sum, squares, limits, counts);
    }

    /** Returns the number of the first limit that is not below a value. */
    private static int exponent(double value) {
        return value <= SMALLEST ? 0 : (int) Math.ceil(Math.log(value / SMALLEST) / Math.log(GROWTH));
    }

    private static double limit(int exponent) {
        return SMALLEST * Math.pow(GROWTH, exponent);
    }

    /** Adds a bucket; of many empty ones in a row the last alone, which says where the next one begins. */
    private static void add(double limit, long count, List<Double> limits, List<Double> counts) {
        int last = counts.size() - 1;
        if (count == 0 && last >= 0 && counts.get(last) == 0) {
            limits.set(last, limit);
        } else {
            limits.add(limit);
            counts.add((double) count);
        }
    }
}
