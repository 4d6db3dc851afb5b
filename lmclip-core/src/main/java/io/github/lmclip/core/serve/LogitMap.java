package io.github.lmclip.core.serve;

/**
 * From cosines to logits: {@code scale * cosine + bias}.
 *
 * @param scale the trained temperature's inverse, > 0
 * @param bias 0 where none was trained
 */
public record LogitMap(float scale, float bias) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not finite, or the scale is not positive
     */
    public LogitMap {
        if (!(scale > 0) || !Float.isFinite(scale) || !Float.isFinite(bias)) {
            throw new IllegalArgumentException(
                    "expected a finite scale > 0 and a finite bias, got %s and %s".formatted(scale, bias));
        }
    }
}
