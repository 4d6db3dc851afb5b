package io.github.lmclip.core.onnx;

import java.util.function.Function;

/**
 * How often a tensor's values occur, in bins of equal width around zero whose width doubles whenever a larger value comes,
 * so that one pass over the pictures is enough.
 */
final class Histogram {

    private static final int HALF = 2048;
    private static final int BINS = 2 * HALF;

    /** Ranges that are tried between nothing and all. */
    private static final int TRIALS = 128;

    /** The squared error of a number between two steps, in steps, is this on average. */
    private static final double ROUNDING = 1.0 / 12;

    private final long[] counts = new long[BINS];
    private float width = Float.MIN_NORMAL;
    private float low;
    private float high;

    /** Counts values. */
    void add(float... values) {
        for (float value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        while (Math.max(-low, high) >= width * HALF) {
            widen();
        }
        for (float value : values) {
            counts[Math.min(BINS - 1, HALF + (int) Math.floor(value / width))]++;
        }
    }

    /** Doubles the width: two bins become one, on either side of zero. */
    private void widen() {
        for (int bin = 0; bin < HALF; bin++) {
            int to = HALF + bin;
            int from = HALF + 2 * bin;
            counts[to] = from < BINS ? counts[from] + counts[from + 1] : 0;
        }
        for (int bin = 1; bin <= HALF; bin++) {
            int to = HALF - bin;
            int from = HALF - 2 * bin;
            counts[to] = from >= 0 ? counts[from] + counts[from + 1] : 0;
        }
        width *= 2;
    }

    /**
     * Returns the range with the least squared error: values beyond it are cut, those inside rounded, and the wider it is,
     * the coarser. Both ends move together first, then each on its own, since outliers may lie on one side.
     */
    Range range() {
        if (low == high) {
            return new Range(0, 1);
        }
        Range whole = new Range(low, high);
        Range narrow = best(whole, share -> new Range(low * share, high * share));
        Range above = best(narrow, share -> new Range(narrow.low(), high * share));
        return best(above, share -> new Range(low * share, above.high()));
    }

    private Range best(Range first, Function<Float, Range> narrower) {
        Range best = first;
        double least = error(best);
        for (int trial = 1; trial < TRIALS; trial++) {
            Range tried = narrower.apply((float) trial / TRIALS);
            double error = error(tried);
            if (error < least) {
                least = error;
                best = tried;
            }
        }
        return best;
    }

    private double error(Range range) {
        double rounding = ROUNDING * range.scale() * range.scale();
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            double value = (bin - HALF + 0.5) * width;
            double beyond = Math.max(0, Math.max(value - range.high(), range.low() - value));
            sum += counts[bin] * (beyond > 0 ? beyond * beyond : rounding);
        }
        return sum;
    }
}
