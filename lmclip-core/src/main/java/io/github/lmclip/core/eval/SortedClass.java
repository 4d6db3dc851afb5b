package io.github.lmclip.core.eval;

import java.util.Arrays;

/**
 * The pictures of one class from the highest score to the lowest, sorted once, so that both measures of any weighting of
 * the pictures take one walk. Both change only at runs of equal scores that hold pictures of the class; what lies between
 * two such runs is summed up.
 */
final class SortedClass {

    /** From the highest score to the lowest; in each run of equal scores the pictures of the class come first. */
    private final int[] images;

    /** Where each run with pictures of the class begins, where its other pictures begin, and where it ends. */
    private final int[] starts;

    private final int[] middles;
    private final int[] ends;

    /** Sorts a class's pictures; a picture's place is its number. */
    SortedClass(float[] scores, boolean[] targets) {
        long[] order = Ranking.of(scores, targets).order();
        images = new int[order.length];
        int[][] bounds = new int[3][order.length];
        int runs = 0;
        for (int start = 0, end; start < order.length; start = end) {
            end = endOfRun(order, start);
            int middle = place(order, targets, start, end);
            if (middle > start) {
                bounds[0][runs] = start;
                bounds[1][runs] = middle;
                bounds[2][runs++] = end;
            }
        }
        starts = Arrays.copyOf(bounds[0], runs);
        middles = Arrays.copyOf(bounds[1], runs);
        ends = Arrays.copyOf(bounds[2], runs);
    }

    private static int endOfRun(long[] order, int start) {
        int last = start;
        while (!Ranking.isLast(order, last)) {
            last++;
        }
        return last + 1;
    }

    /** Places the pictures of a run, those of the class first, and returns where the others begin. */
    private int place(long[] order, boolean[] targets, int start, int end) {
        int middle = start;
        for (int i = start; i < end; i++) {
            if (targets[(int) order[i]]) {
                images[middle++] = (int) order[i];
            }
        }
        int next = middle;
        for (int i = start; i < end; i++) {
            if (!targets[(int) order[i]]) {
                images[next++] = (int) order[i];
            }
        }
        return middle;
    }

    /**
     * Measures a weighting.
     *
     * @param weights how often each picture counts
     * @return average precision and AUROC. The first is 0 where no picture at all shows the class, as published, and NaN
     *     where none that counts does; the second is NaN where none that counts shows the class or all do
     */
    double[] measure(int[] weights) {
        long positives = 0;
        long others = 0;
        double precisions = 0;
        double disorder = 0;
        int end = 0;
        for (int run = 0; run < starts.length; run++) {
            others += sum(weights, end, starts[run]);
            end = ends[run];
            long step = sum(weights, starts[run], middles[run]);
            long equal = sum(weights, middles[run], end);
            positives += step;
            precisions += step == 0 ? 0 : (double) step * positives / (positives + others + equal);
            disorder += step * (others + equal / 2.0);
            others += equal;
        }
        others += sum(weights, end, images.length);
        double pairs = (double) positives * others;
        double none = starts.length == 0 ? 0 : Double.NaN;
        return new double[] {
            positives == 0 ? none : precisions / positives, pairs == 0 ? Double.NaN : (pairs - disorder) / pairs
        };
    }

    private long sum(int[] weights, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += weights[images[i]];
        }
        return sum;
    }
}
