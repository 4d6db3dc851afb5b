package io.github.lmclip.core.serve;

import io.github.lmclip.core.Prediction;
import io.github.lmclip.core.Score;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a classifier found in one picture. Immutable; ranks by softmax until another score is asked for. */
public final class Classification {

    private final ModelDescription model;
    private final float[] cosines;
    private final float[] logits;
    private final float[] softmax;
    private final float[] probabilities;
    private final Score score;

    /** Keeps a picture's rows; there are no probabilities where the model isn't calibrated. */
    Classification(
            ModelDescription model,
            float[] cosines,
            float[] logits,
            float[] softmax,
            float[] probabilities,
            Score score) {
        this.model = model;
        this.probabilities = probabilities;
        this.cosines = cosines;
        this.logits = logits;
        this.softmax = softmax;
        this.score = score;
    }

    /** Returns the same picture's result in another score. */
    public Classification by(Score other) {
        return new Classification(model, cosines, logits, softmax, probabilities, other);
    }

    /** Returns a score per label, in the labels' order. */
    public float[] scores() {
        if (score.equals(Score.COSINE)) {
            return cosines.clone();
        }
        if (score.equals(Score.LOGIT)) {
            return logits.clone();
        }
        // a sigmoid brings numbers of its own instead of the model's
        return score.equals(Score.SOFTMAX) ? softmax.clone() : score.of(cosines, 1, 0);
    }

    /** Returns all labels, the best first; among equals in the labels' order. */
    public List<Prediction> ranked() {
        return best().toList();
    }

    /**
     * Returns the best labels.
     *
     * @param count how many at most, >= 1
     * @throws IllegalArgumentException if that is below 1
     */
    public List<Prediction> top(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be >= 1, got %d".formatted(count));
        }
        return best().limit(count).toList();
    }

    /** Returns the labels whose score is at least {@code threshold}, the best first. */
    public List<Prediction> above(double threshold) {
        return best().filter(each -> each.score() >= threshold).toList();
    }

    /**
     * Returns the labels whose score is at least their own threshold, the best first.
     *
     * @param thresholds one for each label
     * @throws IllegalArgumentException if a label has none
     */
    public List<Prediction> above(Map<String, Double> thresholds) {
        List<String> labels = model.labels();
        labels.stream()
                .filter(label -> !thresholds.containsKey(label))
                .findFirst()
                .ifPresent(label -> {
                    throw new IllegalArgumentException("expected a threshold for each of the %d labels, \"%s\" has none"
                            .formatted(labels.size(), label));
                });
        return best().filter(each -> each.score() >= thresholds.get(each.label()))
                .toList();
    }

    /**
     * Returns the labels that count as present by the thresholds in the model's file, the best first.
     *
     * @throws IllegalStateException if it has none
     */
    public List<Prediction> present() {
        if (model.thresholds().isEmpty()) {
            throw new IllegalStateException(
                    "the model has no thresholds; export it with some, or use above(threshold)");
        }
        Set<String> present = IntStream.range(0, logits.length)
                .filter(id -> logits[id] >= model.thresholds().get(id))
                .mapToObj(model.labels()::get)
                .collect(Collectors.toSet());
        return best().filter(each -> present.contains(each.label())).toList();
    }

    /**
     * Returns the calibrated probability of each label, in the labels' order.
     *
     * @throws IllegalStateException if the model was exported without a calibration
     */
    public float[] probabilities() {
        if (!model.calibrated()) {
            throw new IllegalStateException("the model gives no probabilities; export it with a calibration");
        }
        return probabilities.clone();
    }

    private Stream<Prediction> best() {
        float[] scores = scores();
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(id -> -scores[id]))
                .map(id -> new Prediction(model.labels().get(id), scores[id], score));
    }

    /** Returns the labels and their scores, the best first. */
    @Override
    public String toString() {
        return ranked().toString();
    }

    /** Returns whether another result is of the same model and has the same numbers and score. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Classification that
                && model.equals(that.model)
                && Arrays.equals(cosines, that.cosines)
                && Arrays.equals(logits, that.logits)
                && Arrays.equals(softmax, that.softmax)
                && Arrays.equals(probabilities, that.probabilities)
                && score.equals(that.score);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(cosines);
    }
}
