package io.github.lmclip.data.image;

import java.util.SplittableRandom;

/**
 * Lets colours stray, as torchvision's {@code ColorJitter} does: each property by a factor drawn evenly from
 * {@code [max(0, 1 - x), 1 + x]}, the hue by a shift from {@code [-hue, hue]} of the circle, in random order.
 *
 * @param brightness how far the brightness strays, >= 0
 * @param contrast how far the contrast strays, >= 0
 * @param saturation how far the saturation strays, >= 0
 * @param hue how far the hue strays, 0 to 0.5
 */
public record ColourJitter(double brightness, double contrast, double saturation, double hue) {

    private static final int PROPERTIES = 4;

    /** Checks the ranges. */
    public ColourJitter {
        for (double reach : new double[] {brightness, contrast, saturation}) {
            if (!(reach >= 0 && reach < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "brightness, contrast and saturation must be finite and >= 0, got %s".formatted(reach));
            }
        }
        if (!(hue >= 0 && hue <= 0.5)) {
            throw new IllegalArgumentException("hue must be in [0, 0.5], got " + hue);
        }
    }

    /** Returns the usual reach: 0.4 of brightness, contrast and saturation, 0.1 of the hue. */
    public static ColourJitter defaults() {
        return new ColourJitter(0.4, 0.4, 0.4, 0.1);
    }

    Bitmap apply(Bitmap square, SplittableRandom random) {
        double[] factors = {
            factor(brightness, random), factor(contrast, random), factor(saturation, random), shift(random)
        };
        Bitmap result = square;
        for (int property : shuffled(random)) {
            result = switch (property) {
                case 0 -> ColourOperations.brightness(result, factors[0]);
                case 1 -> ColourOperations.contrast(result, factors[1]);
                case 2 -> ColourOperations.saturation(result, factors[2]);
                default -> hue == 0 ? result : HueShift.apply(result, factors[3]);
            };
        }
        return result;
    }

    private static double factor(double reach, SplittableRandom random) {
        double low = Math.max(0, 1 - reach);
        return low + (1 + reach - low) * random.nextDouble();
    }

    private double shift(SplittableRandom random) {
        return hue * (2 * random.nextDouble() - 1);
    }

    private static int[] shuffled(SplittableRandom random) {
        int[] order = {0, 1, 2, 3};
        for (int i = PROPERTIES - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int taken = order[i];
            order[i] = order[j];
            order[j] = taken;
        }
        return order;
    }
}
