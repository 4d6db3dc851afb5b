package io.github.lmclip.core.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * Which classes a model says because of others: a picture of k labels has its k best classes for the answer, so that no
 * threshold is needed. Of labels that often go together, the one that is there pulls the other along.
 *
 * @param pairs one for every two classes of which the first is shown without the second by some picture
 */
public record LabelConfusion(List<Pair> pairs) {

    /**
     * What happens to one class where another is shown without it.
     *
     * @param shown id of the class that the pictures show
     * @param said id of the class that they do not show
     * @param pictures how many there are, at least 1
     * @param wrong those of them whose best classes include the one that is not there
     * @param together share of all pictures of the shown class that also show the other, in [0, 1)
     */
    public record Pair(int shown, int said, int pictures, int wrong, double together) {

        /** Returns the share of the pictures that is answered wrongly, in [0, 1]. */
        public double rate() {
            return (double) wrong / pictures;
        }
    }

    /** Copies the list. */
    public LabelConfusion {
        pairs = List.copyOf(pairs);
    }

    /** Counts the pairs of all pictures with labels. */
    public static LabelConfusion of(Predictions predictions) {
        int classes = predictions.classNames().size();
        int[][] without = new int[classes][classes];
        int[][] wrong = new int[classes][classes];
        int[] pictures = new int[classes];
        for (int image = 0; image < predictions.size(); image++) {
            boolean[] targets = predictions.targets()[image];
            boolean[] said = best(predictions.logits()[image], predictions.labels(image));
            for (int shown = 0; shown < classes; shown++) {
                if (targets[shown]) {
                    pictures[shown]++;
                    add(without[shown], wrong[shown], targets, said);
                }
            }
        }
        List<Pair> pairs = new ArrayList<>();
        for (int shown = 0; shown < classes; shown++) {
            for (int said = 0; said < classes; said++) {
                int alone = without[shown][said];
                if (alone > 0) {
                    double together = 1 - (double) alone / pictures[shown];
                    pairs.add(new Pair(shown, said, alone, wrong[shown][said], together));
                }
            }
        }
        return new LabelConfusion(pairs);
    }

    private static void add(int[] without, int[] wrong, boolean[] targets, boolean... said) {
        for (int id = 0; id < targets.length; id++) {
            if (!targets[id]) {
                without[id]++;
                wrong[id] += said[id] ? 1 : 0;
            }
        }
    }

    /** Returns which classes are among the k best; of equal logits the earlier class is better. */
    static boolean[] best(float[] logits, int k) {
        boolean[] best = new boolean[logits.length];
        IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer id) -> -logits[id]))
                .limit(k)
                .forEach(id -> best[id] = true);
        return best;
    }

    /** Returns the pairs with the highest shares of wrong answers, of at least so many pictures each. */
    public List<Pair> worst(int count, int fewestPictures) {
        return pairs.stream()
                .filter(pair -> pair.pictures() >= fewestPictures && pair.wrong() > 0)
                .sorted(Comparator.comparingDouble((Pair pair) -> -pair.rate())
                        .thenComparing(Comparator.comparingInt(Pair::wrong).reversed()))
                .limit(count)
                .toList();
    }

    /**
     * Returns Spearman's rank correlation, over all pairs, of how often two classes go together with how often one is said
     * for the other; NaN for fewer than two pairs, or where either never differs.
     */
    public double correlation() {
        if (pairs.size() < 2) {
            return Double.NaN;
        }
        return new SpearmansCorrelation()
                .correlation(
                        pairs.stream().mapToDouble(Pair::together).toArray(),
                        pairs.stream().mapToDouble(Pair::rate).toArray());
    }
}
