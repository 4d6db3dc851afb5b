package io.github.lmclip.core.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How precise one class's ranking still is when so much of the class has been found.
 *
 * @param points one for every score at which pictures of the class are found, recall growing; none without such pictures
 */
public record PrecisionRecall(List<Point> points) {

    /**
     * A way to cut the ranking.
     *
     * @param recall share of the class's pictures above the cut, in (0, 1]
     * @param precision share of the pictures above the cut that show the class, in (0, 1]
     */
    public record Point(double recall, double precision) {}

    /** Copies the list. */
    public PrecisionRecall {
        points = List.copyOf(points);
    }

    /**
     * Walks down a ranking; pictures of one score are taken together.
     *
     * @param scores of one class, one per picture
     * @param targets whether each picture shows it
     * @throws IllegalArgumentException if the lengths differ or a score is NaN
     */
    public static PrecisionRecall of(float[] scores, boolean[] targets) {
        Ranking ranking = Ranking.of(scores, targets);
        long[] order = ranking.order();
        int positives = ranking.positives();
        List<Point> points = new ArrayList<>();
        int found = 0;
        int foundBefore = 0;
        for (int i = 0; i < order.length; i++) {
            found += targets[(int) order[i]] ? 1 : 0;
            if (Ranking.isLast(order, i) && found > foundBefore) {
                points.add(new Point((double) found / positives, (double) found / (i + 1)));
                foundBefore = found;
            }
        }
        return new PrecisionRecall(points);
    }

    /** Returns the curves of all classes of some predictions. */
    public static List<PrecisionRecall> ofClasses(Predictions predictions, ScoreKind score) {
        int classes = predictions.classNames().size();
        float[][] scores = Columns.of(score.of(predictions.logits()), classes);
        boolean[][] targets = Columns.of(predictions.targets(), classes);
        return IntStream.range(0, classes)
                .mapToObj(id -> of(scores[id], targets[id]))
                .toList();
    }

    /**
     * Returns at most so many of the points, evenly spread, the first and the last among them.
     *
     * @param most at least 2
     */
    public PrecisionRecall thinned(int most) {
        if (most < 2) {
            throw new IllegalArgumentException("expected room for at least 2 points, got " + most);
        }
        if (points.size() <= most) {
            return this;
        }
        List<Point> kept = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            kept.add(points.get((int) Math.round(i * (points.size() - 1.0) / (most - 1))));
        }
        return new PrecisionRecall(kept);
    }

    /** Returns the best precision of all cuts that find at least so much, or NaN if none does. */
    public double precisionAt(double recall) {
        return points.stream()
                .filter(point -> point.recall() >= recall)
                .mapToDouble(Point::precision)
                .max()
                .orElse(Double.NaN);
    }
}
