package io.github.lmclip.core.serve;

import io.github.lmclip.core.Prediction;
import io.github.lmclip.core.Score;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a classifier found in one picture. Immutable; ranks by softmax until another score is asked for. */
public final class Classification {

    private final List<String> labels;
    private final float[] cosines;
    private final float[] logits;
    private final float[] softmax;
    private final Score score;

    Classification(List<String> labels, float[] cosines, float[] logits, float[] softmax, Score score) {
        this.labels = labels;
        this.cosines = cosines;
        this.logits = logits;
        this.softmax = softmax;
        this.score = score;
    }

    /** Returns the same picture's result in another score. */
    public Classification by(Score other) {
        return new Classification(labels, cosines, logits, softmax, other);
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

    private Stream<Prediction> best() {
        float[] scores = scores();
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(id -> -scores[id]))
                .map(id -> new Prediction(labels.get(id), scores[id], score));
    }

    /** Returns the labels and their scores, the best first. */
    @Override
    public String toString() {
        return ranked().toString();
    }

    /** Returns whether another result has the same labels, numbers and score. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Classification that
                && labels.equals(that.labels)
                && Arrays.equals(cosines, that.cosines)
                && Arrays.equals(logits, that.logits)
                && Arrays.equals(softmax, that.softmax)
                && score.equals(that.score);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(cosines);
    }
}
