package io.github.lmclip.core.eval;

import java.util.Arrays;

/** The pictures of one class, from the highest score to the lowest, with equal scores together. */
final class Ranking {

    /** Every step to a lower score: how many pictures, and how many of them show the class, have at least that score. */
    interface Step {
        void at(int pictures, int positives);
    }

    private final long[] order;
    private final boolean[] targets;

    private Ranking(long[] order, boolean[] targets) {
        this.order = order;
        this.targets = targets;
    }

    /**
     * Sorts one class.
     *
     * @throws IllegalArgumentException if a score is NaN
     */
    static Ranking of(float[] scores, boolean[] targets) {
        if (scores.length != targets.length) {
            throw new IllegalArgumentException(
                    "expected as many targets as the %d scores, got %d".formatted(scores.length, targets.length));
        }
        long[] order = new long[scores.length];
        for (int i = 0; i < scores.length; i++) {
            if (Float.isNaN(scores[i])) {
                throw new IllegalArgumentException("scores[%d] must be a number, got NaN".formatted(i));
            }
            order[i] = (long) descending(scores[i]) << Integer.SIZE | i;
        }
        Arrays.sort(order);
        return new Ranking(order, targets);
    }

    /** Returns an int that is smaller for larger floats, and equal for 0 and -0. */
    private static int descending(float score) {
        int bits = Float.floatToIntBits(score + 0f);
        int ascending = bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
        return ~ascending;
    }

    /** Walks down the ranking. */
    void walk(Step step) {
        int positives = 0;
        for (int i = 0; i < order.length; i++) {
            positives += targets[(int) order[i]] ? 1 : 0;
            boolean last = i + 1 == order.length || order[i] >> Integer.SIZE != order[i + 1] >> Integer.SIZE;
            if (last) {
                step.at(i + 1, positives);
            }
        }
    }

    int positives() {
        int count = 0;
        for (boolean target : targets) {
            count += target ? 1 : 0;
        }
        return count;
    }

    int size() {
        return order.length;
    }
}
