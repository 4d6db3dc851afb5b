package io.github.lmclip.core.eval;

/**
 * The pictures of one class from the highest score to the lowest, sorted once, so that both measures of any weighting of
 * the pictures take one walk.
 */
final class SortedClass {

    private final int[] images;
    private final boolean[] positive;
    private final boolean[] last;
    private final boolean shown;

    /** Sorts a class's pictures; a picture's place is its number. */
    SortedClass(float[] scores, boolean[] targets) {
        Ranking ranking = Ranking.of(scores, targets);
        long[] order = ranking.order();
        images = new int[order.length];
        positive = new boolean[order.length];
        last = new boolean[order.length];
        for (int i = 0; i < order.length; i++) {
            images[i] = (int) order[i];
            positive[i] = targets[images[i]];
            last[i] = Ranking.isLast(order, i);
        }
        shown = ranking.positives() > 0;
    }

    /**
     * Measures a weighting.
     *
     * @param weights how often each picture counts
     * @return average precision and AUROC. The first is 0 where no picture at all shows the class, as published, and NaN
     *     where none that counts does; the second is NaN where none that counts shows the class or all do
     */
    double[] measure(int[] weights) {
        RankWalk walk = new RankWalk();
        for (int i = 0; i < images.length; i++) {
            walk.add(weights[images[i]], positive[i]);
            if (last[i]) {
                walk.close();
            }
        }
        boolean leftOut = shown && walk.positives() == 0;
        return new double[] {leftOut ? Double.NaN : walk.averagePrecision(), walk.auroc()};
    }
}
