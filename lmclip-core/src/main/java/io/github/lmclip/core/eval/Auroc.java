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
        return of(Ranking.of(scores, targets));
    }

    static double of(Ranking ranking) {
        long all = ranking.positives();
        long others = ranking.size() - all;
        if (all == 0 || others == 0) {
            return Double.NaN;
        }
        double[] area = new double[1];
        int[] before = new int[2];
        ranking.walk((pictures, positives) -> {
            int negatives = pictures - positives;
            area[0] += (negatives - before[1]) * (positives + (double) before[0]) / 2;
            before[0] = positives;
            before[1] = negatives;
        });
        return area[0] / ((double) all * others);
    }
}
