package io.github.lmclip.data.image;

import java.util.SplittableRandom;

/**
 * Some random operations after one another, all of one strength (Cubuk et al., "RandAugment: Practical automated data
 * augmentation with a reduced search space", CVPR Workshops 2020; doi:10.1109/CVPRW50498.2020.00359), with the
 * operations and strengths of torchvision.
 *
 * @param operations how many follow one another, at least 0
 * @param magnitude their strength, 0 to 30
 */
public record RandAugment(int operations, int magnitude) {

    static final int STRONGEST = 30;

    private static final AugmentOperation[] CHOICE = AugmentOperation.values();

    /** Checks the ranges. */
    public RandAugment {
        if (operations < 0) {
            throw new IllegalArgumentException("operations must be >= 0, got " + operations);
        }
        if (magnitude < 0 || magnitude > STRONGEST) {
            throw new IllegalArgumentException("magnitude must be in [0, %d], got %d".formatted(STRONGEST, magnitude));
        }
    }

    /** Returns torchvision's setting: two operations of strength 9. */
    public static RandAugment defaults() {
        return new RandAugment(2, 9);
    }

    Bitmap apply(Bitmap square, SplittableRandom random) {
        Bitmap result = square;
        for (int i = 0; i < operations; i++) {
            AugmentOperation operation = CHOICE[random.nextInt(CHOICE.length)];
            double strength = magnitude / (double) STRONGEST * (random.nextBoolean() ? 1 : -1);
            result = operation.apply(result, strength);
        }
        return result;
    }
}
