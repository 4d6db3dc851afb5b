package io.github.lmclip.core.calibration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * Fits the logit from which on each label counts as present. A threshold lies in the middle between two pictures'
 * logits; a label for which none is right has one that no logit reaches.
 */
public final class ThresholdFit {

    /** More than any logit. */
    public static final double NEVER = Float.MAX_VALUE;

    private ThresholdFit() {}

    /**
     * Returns the thresholds of the highest F1, per label; among equals the highest threshold.
     *
     * @param logits [images][classes]
     * @param targets whether each label is present, of the same sizes
     * @throws IllegalArgumentException if sizes differ, a logit is not finite or no label is present at all
     */
    public static List<Double> bestF1(float[][] logits, boolean[][] targets) {
        LabelledLogits.require(logits, targets);
        return fit(logits, targets, (precision, recall) -> 2 * precision * recall / (precision + recall));
    }

    /**
     * Returns the lowest thresholds, per label, from which on a precision is reached: those of the highest recall.
     *
     * @param logits [images][classes]
     * @param targets whether each label is present, of the same sizes
     * @param wished precision, in (0, 1]
     * @throws IllegalArgumentException if sizes differ, a logit is not finite, no label is present at all or the wish is
     *     outside its range
     */
    public static List<Double> precisionOf(double wished, float[][] logits, boolean[][] targets) {
        LabelledLogits.require(logits, targets);
        if (!(wished > 0 && wished <= 1)) {
            throw new IllegalArgumentException("the wished precision must be in (0, 1], got " + wished);
        }
        return fit(logits, targets, (precision, recall) -> precision >= wished ? recall : 0);
    }

    private static List<Double> fit(float[][] logits, boolean[][] targets, DoubleBinaryOperator worth) {
        List<Double> thresholds = new ArrayList<>();
        for (int label = 0; label < logits[0].length; label++) {
            thresholds.add(fit(logits, targets, label, worth));
        }
        return thresholds;
    }

    private static double fit(float[][] logits, boolean[][] targets, int label, DoubleBinaryOperator worth) {
        List<Integer> order = IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.comparingDouble(image -> -logits[image][label]))
                .toList();
        long positives = order.stream().filter(image -> targets[image][label]).count();
        double best = 0;
        double threshold = NEVER;
        int hits = 0;
        for (int taken = 1; taken <= order.size(); taken++) {
            hits += targets[order.get(taken - 1)][label] ? 1 : 0;
            float last = logits[order.get(taken - 1)][label];
            float next = taken < order.size() ? logits[order.get(taken)][label] : last - 1;
            double value = hits == 0 ? 0 : worth.applyAsDouble((double) hits / taken, (double) hits / positives);
            // pictures of equal logits are taken together
            if (next < last && value > best) {
                best = value;
                threshold = ((double) last + next) / 2;
            }
        }
        return threshold;
    }
}
