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
        return Ranking.of(scores, targets).walk().averagePrecision();
    }
}
