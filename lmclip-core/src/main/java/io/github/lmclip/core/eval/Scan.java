package io.github.lmclip.core.eval;

import java.util.Objects;

/**
 * What a model made of the pictures of a split: its predictions and the features that they come from.
 *
 * @param predictions logits and truth
 * @param images features of the pictures [N][D], which must not be changed
 * @param labels features of the classes' texts [C][D], which must not be changed
 */
public record Scan(Predictions predictions, float[][] images, float[][] labels) {

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if there is not one vector per picture and per class
     */
    public Scan {
        Objects.requireNonNull(predictions, "predictions");
        if (images.length != predictions.size()
                || labels.length != predictions.classNames().size()) {
            throw new IllegalArgumentException("expected %d features of pictures and %d of classes, got %d and %d"
                    .formatted(predictions.size(), predictions.classNames().size(), images.length, labels.length));
        }
    }
}
