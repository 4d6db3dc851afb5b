package io.github.lmclip.core.onnx;

import io.github.lmclip.data.Picture;
import java.util.List;

/**
 * How a network of convolutions is brought to whole numbers: the ranges of what passes between its layers are found from
 * pictures before it is written. Every fourth picture is kept back to measure what that costs; layers stay in float, the
 * most harmful first, until the features are near enough.
 *
 * @param pictures a few hundred like those that will be classified, at least 8; those that it was trained on will do
 * @param leastAgreement mean cosine, over the pictures kept back, of features in float and in whole numbers less the mean
 *     feature, by two standard errors; in [-1, 1), and with -1 nothing stays in float
 */
public record StaticInt8(List<Picture> pictures, double leastAgreement) {

    /** Pictures kept back: one of so many. */
    static final int KEPT_BACK = 4;

    /** What is wished of the agreement where nothing is. */
    static final double ANYTHING = -1;

    private static final int FEWEST = 2 * KEPT_BACK;
    private static final double LEAST_AGREEMENT = 0.995;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if there are fewer than 8 pictures, or the agreement is outside [-1, 1)
     */
    public StaticInt8 {
        pictures = List.copyOf(pictures);
        if (pictures.size() < FEWEST) {
            throw new IllegalArgumentException(
                    "expected at least %d pictures to find ranges from, got %d".formatted(FEWEST, pictures.size()));
        }
        if (!(leastAgreement >= ANYTHING && leastAgreement < 1)) {
            throw new IllegalArgumentException("leastAgreement must be in [-1, 1), got " + leastAgreement);
        }
    }

    /** Returns the usual wish, a centred cosine of 0.995, with these pictures. */
    public static StaticInt8 of(List<Picture> pictures) {
        return new StaticInt8(pictures, LEAST_AGREEMENT);
    }

    /** Returns this with another agreement. */
    public StaticInt8 withLeastAgreement(double cosine) {
        return new StaticInt8(pictures, cosine);
    }
}
