package io.github.lmclip.core.eval;

import java.util.Arrays;

/** Sorts longs by their upper halves in three passes over digits of eleven bits, the least significant first. */
final class RadixSort {

    private static final int DIGIT_BITS = 11;
    private static final int BUCKETS = 1 << DIGIT_BITS;
    private static final int PASSES = 3;

    /** Below this length counting digits costs more than comparing. */
    private static final int SHORT = 512;

    private RadixSort() {}

    /**
     * Sorts rising; equal upper halves stay in their order.
     *
     * @param values signed upper halves of any order above lower halves that rise; not usable afterwards
     * @return the sorted values, in this array or in another
     */
    static long[] byUpperHalf(long[] values) {
        if (values.length < SHORT) {
            Arrays.sort(values);
            return values;
        }
        int[][] starts = starts(values);
        long[] from = values;
        long[] to = new long[values.length];
        for (int pass = 0; pass < PASSES; pass++) {
            if (starts[pass].length > 0) {
                move(from, to, starts[pass], pass);
                long[] swap = from;
                from = to;
                to = swap;
            }
        }
        return from;
    }

    /** Returns where each bucket of each pass begins; nothing for a pass in which all values share one bucket. */
    private static int[][] starts(long[] values) {
        int[][] counts = new int[PASSES][BUCKETS];
        int[] low = counts[0];
        int[] middle = counts[1];
        int[] high = counts[2];
        for (long value : values) {
            low[digit(value, 0)]++;
            middle[digit(value, 1)]++;
            high[digit(value, 2)]++;
        }
        for (int pass = 0; pass < PASSES; pass++) {
            boolean oneBucket = counts[pass][digit(values[0], pass)] == values.length;
            counts[pass] = oneBucket ? new int[0] : sumsBefore(counts[pass]);
        }
        return counts;
    }

    private static int[] sumsBefore(int[] counts) {
        int sum = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            int count = counts[bucket];
            counts[bucket] = sum;
            sum += count;
        }
        return counts;
    }

    private static void move(long[] from, long[] to, int[] next, int pass) {
        for (long value : from) {
            to[next[digit(value, pass)]++] = value;
        }
    }

    /** Returns a digit of the upper half, its sign turned so that negative values come first. */
    private static int digit(long value, int pass) {
        int key = (int) (value >>> Integer.SIZE) ^ Integer.MIN_VALUE;
        return key >>> pass * DIGIT_BITS & BUCKETS - 1;
    }
}
