package io.github.lmclip.core;

/**
 * How well a class fits a picture.
 *
 * @param label the class name
 * @param score the number that the classes are ranked by
 * @param kind what that number is
 */
public record Prediction(String label, double score, Score kind) {

    /** Returns label, score and its kind, such as "dog 0.931 (softmax)". */
    @Override
    public String toString() {
        return "%s %.3f (%s)".formatted(label, score, kind.label());
    }
}
