package io.github.lmclip.core.eval;

/** The area under the receiver operating characteristic: how often a picture of the class outranks one without; ties half. */
public final class Auroc {

    private Auroc() {}

    /**
     * Returns the area of one class, in [0, 1]; NaN where all pictures show it or none does.
     *
     * @param scores one per picture, none NaN; compared as float32
     * @param targets whether the picture shows the class
     * @throws IllegalArgumentException if a score is NaN or the lengths differ
     */
    public static double of(float[] scores, boolean[] targets) {
        return Ranking.of(scores, targets).walk().auroc();
    }
}
