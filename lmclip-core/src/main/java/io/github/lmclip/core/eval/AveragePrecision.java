package io.github.lmclip.core.eval;

/**
 * The area under the precision-recall curve as scikit-learn's {@code average_precision_score} takes it: the sum of
 * precision times the step of recall, over the distinct scores from high to low; no interpolation.
 */
public final class AveragePrecision {

    private AveragePrecision() {}

    /**
     * Returns the average precision of one class, in [0, 1]; 0 where no picture shows it, as scikit-learn from 1.1 on.
     *
     * @param scores one per picture, none NaN; compared as float32
     * @param targets whether the picture shows the class
     * @throws IllegalArgumentException if a score is NaN or the lengths differ
     */
    public static double of(float[] scores, boolean[] targets) {
        return of(Ranking.of(scores, targets));
    }

    static double of(Ranking ranking) {
        int all = ranking.positives();
        if (all == 0) {
            return 0;
        }
        double[] sum = new double[1];
        int[] before = new int[1];
        ranking.walk((pictures, positives) -> {
            double step = (double) (positives - before[0]) / all;
            sum[0] += step * positives / pictures;
            before[0] = positives;
        });
        return sum[0];
    }
}
