package io.github.lmclip.core.eval;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * By how much one model's headline numbers differ from another's on the same pictures, and whether chance could do it.
 *
 * @param differences second less first, with intervals by drawing the same pictures for both
 * @param probabilities how likely a difference of at least this size is if the two models were exchangeable picture by
 *     picture: two-sided permutation test
 * @param adjusted those of the three groups' mAP after Holm's correction for looking at three
 * @see <a href="https://www.jstor.org/stable/4615733">Holm, A Simple Sequentially Rejective Multiple Test Procedure, 1979</a>
 */
public record PairedComparison(
        Map<Headline, Interval> differences, Map<Headline, Double> probabilities, Map<Headline, Double> adjusted) {

    private static final Headline[] GROUPS = {Headline.MAP_HEAD, Headline.MAP_MEDIUM, Headline.MAP_TAIL};

    /**
     * Compares two models.
     *
     * @param first of them, such as the baseline
     * @param second of them, on the same pictures in the same order
     * @param score what pictures are ranked by
     * @param bootstrap how often to draw and to exchange, and the intervals' level; they are percentiles
     * @throws IllegalArgumentException if pictures, classes or truth differ
     */
    public static PairedComparison of(Predictions first, Predictions second, ScoreKind score, Bootstrap bootstrap) {
        requireSamePictures(first, second);
        Map<Headline, Interval> differences = differences(first, second, score, bootstrap);
        Map<Headline, Double> probabilities = probabilities(first, second, score, bootstrap);
        return new PairedComparison(differences, probabilities, holm(probabilities));
    }

    private static void requireSamePictures(Predictions first, Predictions second) {
        if (!first.images().equals(second.images())
                || !first.classNames().equals(second.classNames())
                || !first.groups().equals(second.groups())
                || !Arrays.deepEquals(first.targets(), second.targets())) {
            throw new IllegalArgumentException(
                    "two runs are compared on the same pictures, classes, groups and labels; these have %d and %d pictures, %d and %d classes"
                            .formatted(
                                    first.size(),
                                    second.size(),
                                    first.classNames().size(),
                                    second.classNames().size()));
        }
    }

    private static Map<Headline, Interval> differences(
            Predictions first, Predictions second, ScoreKind score, Bootstrap bootstrap) {
        Resampling one = new Resampling(first, score);
        Resampling other = new Resampling(second, score);
        int[] once = new int[first.size()];
        Arrays.fill(once, 1);
        double[] estimates = minus(other.measure(once), one.measure(once));
        double[][] drawn = IntStream.range(0, bootstrap.resamples())
                .parallel()
                .mapToObj(number -> Resampling.draw(once.length, bootstrap.seed(), number))
                .map(weights -> minus(other.measure(weights), one.measure(weights)))
                .toArray(double[][]::new);
        Bootstrap percentiles =
                new Bootstrap(bootstrap.resamples(), bootstrap.level(), Bootstrap.Method.PERCENTILE, bootstrap.seed());
        Map<Headline, Interval> found = new EnumMap<>(Headline.class);
        for (Headline headline : Headline.values()) {
            int at = headline.ordinal();
            found.put(headline, percentiles.interval(estimates[at], Bootstrap.column(drawn, at), new double[0]));
        }
        return found;
    }

    private static Map<Headline, Double> probabilities(
            Predictions first, Predictions second, ScoreKind score, Bootstrap bootstrap) {
        ExchangedScores scores = new ExchangedScores(first, second, score);
        double[] seen = scores.differences(new boolean[first.size()]);
        double[][] exchanged = IntStream.range(0, bootstrap.resamples())
                .parallel()
                .mapToObj(number -> scores.differences(coins(first.size(), ~bootstrap.seed(), number)))
                .toArray(double[][]::new);
        Map<Headline, Double> found = new EnumMap<>(Headline.class);
        for (Headline headline : Headline.values()) {
            int at = headline.ordinal();
            long larger = Arrays.stream(exchanged)
                    .filter(row -> Math.abs(row[at]) >= Math.abs(seen[at]))
                    .count();
            found.put(headline, Double.isNaN(seen[at]) ? Double.NaN : (1.0 + larger) / (1 + exchanged.length));
        }
        return found;
    }

    private static boolean[] coins(int count, long seed, int number) {
        SplittableRandom random = Resampling.stream(seed, number);
        boolean[] coins = new boolean[count];
        for (int i = 0; i < count; i++) {
            coins[i] = random.nextBoolean();
        }
        return coins;
    }

    /** Returns Holm's adjusted probabilities of the groups' mAP. */
    static Map<Headline, Double> holm(Map<Headline, Double> probabilities) {
        Headline[] sorted = Arrays.stream(GROUPS)
                .filter(group -> !Double.isNaN(probabilities.get(group)))
                .sorted(Comparator.comparing(probabilities::get))
                .toArray(Headline[]::new);
        Map<Headline, Double> adjusted = new EnumMap<>(Headline.class);
        double largest = 0;
        for (int rank = 0; rank < sorted.length; rank++) {
            double scaled = Math.min(1, (sorted.length - rank) * probabilities.get(sorted[rank]));
            largest = Math.max(largest, scaled);
            adjusted.put(sorted[rank], largest);
        }
        return adjusted;
    }

    static double[] minus(double[] one, double[] other) {
        return IntStream.range(0, one.length)
                .mapToDouble(i -> one[i] - other[i])
                .toArray();
    }
}
