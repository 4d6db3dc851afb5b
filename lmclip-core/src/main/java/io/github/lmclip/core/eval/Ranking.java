package io.github.lmclip.core.eval;

/** The pictures of one class, from the highest score to the lowest, with equal scores together. */
final class Ranking {

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
        return new Ranking(RadixSort.byUpperHalf(order), targets);
    }

    /** Returns an int that is smaller for larger floats, and equal for 0 and -0. */
    private static int descending(float score) {
        int bits = Float.floatToIntBits(score + 0f);
        int ascending = bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
        return ~ascending;
    }

    /** Walks down the ranking, each picture counting once. */
    RankWalk walk() {
        RankWalk walk = new RankWalk();
        for (int i = 0; i < order.length; i++) {
            walk.add(targets[(int) order[i]]);
            if (isLast(order, i)) {
                walk.close();
            }
        }
        return walk;
    }

    /** Returns whether the next score is lower, or there is none. */
    static boolean isLast(long[] order, int i) {
        return i + 1 == order.length || order[i] >> Integer.SIZE != order[i + 1] >> Integer.SIZE;
    }

    /** Returns the pictures' numbers in the lower half of each value, from the highest score; equal upper halves are ties. */
    long[] order() {
        return order;
    }

    int positives() {
        int count = 0;
        for (boolean target : targets) {
            count += target ? 1 : 0;
        }
        return count;
    }
}
