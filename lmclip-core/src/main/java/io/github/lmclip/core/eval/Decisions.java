package io.github.lmclip.core.eval;

import io.github.lmclip.data.ClassGroup;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What comes of saying "present" wherever a logit reaches its class's threshold: right and wrong answers by class.
 *
 * @param groups each class's group
 * @param found pictures of each class for which it was said, rightly
 * @param wrong pictures without the class for which it was said
 * @param missed pictures of the class for which it was not said
 * @param images pictures in all
 */
public record Decisions(
        List<ClassGroup> groups, List<Integer> found, List<Integer> wrong, List<Integer> missed, int images) {

    /** Copies the lists. */
    public Decisions {
        groups = List.copyOf(groups);
        found = List.copyOf(found);
        wrong = List.copyOf(wrong);
        missed = List.copyOf(missed);
    }

    /**
     * Precision, recall and their harmonic mean; what would be 0 / 0 is 0, as scikit-learn has it.
     *
     * @param precision share of what was said that is right
     * @param recall share of what is there that was said
     * @param f1 harmonic mean of the two
     */
    public record Rates(double precision, double recall, double f1) {

        static Rates of(double found, double wrong, double missed) {
            double f1 = ratio(2 * found, 2 * found + wrong + missed);
            return new Rates(ratio(found, found + wrong), ratio(found, found + missed), f1);
        }

        private static double ratio(double part, double whole) {
            return whole == 0 ? 0 : part / whole;
        }
    }

    /**
     * Decides by thresholds.
     *
     * @param predictions the logits and the truth
     * @param thresholds the logit from which on each class counts as present; fitted on other pictures than these, such as
     *     by {@code ThresholdFit} on training pictures
     * @throws IllegalArgumentException if there is not one threshold per class
     */
    public static Decisions of(Predictions predictions, List<Double> thresholds) {
        int classes = predictions.classNames().size();
        if (thresholds.size() != classes) {
            throw new IllegalArgumentException(
                    "expected a threshold for each of the %d classes, got %d".formatted(classes, thresholds.size()));
        }
        int[][] counts = new int[3][classes];
        for (int image = 0; image < predictions.size(); image++) {
            for (int id = 0; id < classes; id++) {
                boolean said = predictions.logits()[image][id] >= thresholds.get(id);
                boolean there = predictions.shows(image, id);
                if (said || there) {
                    counts[said ? there ? 0 : 1 : 2][id]++;
                }
            }
        }
        return new Decisions(
                predictions.groups(), list(counts[0]), list(counts[1]), list(counts[2]), predictions.size());
    }

    private static List<Integer> list(int... values) {
        return IntStream.of(values).boxed().toList();
    }

    /** Returns the rates of one class. */
    public Rates of(int id) {
        return Rates.of(found.get(id), wrong.get(id), missed.get(id));
    }

    /** Returns the rates over all answers of some groups together, NaN without a class: frequent classes count most. */
    public Rates micro(List<ClassGroup> wanted) {
        if (ids(wanted).findAny().isEmpty()) {
            return new Rates(Double.NaN, Double.NaN, Double.NaN);
        }
        return Rates.of(sum(found, wanted), sum(wrong, wanted), sum(missed, wanted));
    }

    /** Returns the means of the rates of the classes of some groups, NaN without a class: every class counts the same. */
    public Rates macro(List<ClassGroup> wanted) {
        List<Rates> rates = ids(wanted).mapToObj(this::of).toList();
        return new Rates(
                rates.stream().mapToDouble(Rates::precision).average().orElse(Double.NaN),
                rates.stream().mapToDouble(Rates::recall).average().orElse(Double.NaN),
                rates.stream().mapToDouble(Rates::f1).average().orElse(Double.NaN));
    }

    /** Returns the share of wrong answers among all pairs of a picture and a class. */
    public double hammingLoss() {
        List<ClassGroup> all = List.of(ClassGroup.values());
        return (sum(wrong, all) + sum(missed, all)) / ((double) images * groups.size());
    }

    private double sum(List<Integer> counts, List<ClassGroup> wanted) {
        return ids(wanted).mapToLong(counts::get).sum();
    }

    private IntStream ids(List<ClassGroup> wanted) {
        return IntStream.range(0, groups.size()).filter(id -> wanted.contains(groups.get(id)));
    }
}
