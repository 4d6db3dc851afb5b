package io.github.lmclip.data.image;

import java.util.Objects;

/**
 * Pillow's antialiased resize, bit for bit: integer weights, rows first, then columns, each pass rounded to 8 bits.
 *
 * <p>Shrinking widens the filter by the scale, so every source pixel counts (unlike {@code java.awt}). Palette bitmaps
 * take the nearest pixel whatever the filter; colours with alpha are premultiplied on the way.
 */
public enum Resampling {
    /** A triangle, 1 pixel to each side. */
    BILINEAR(1) {
        @Override
        double weight(double distance) {
            return distance < 1 ? 1 - distance : 0;
        }
    },
    /** Keys' cubic with a = -0.5, 2 pixels to each side. */
    BICUBIC(2) {
        @Override
        double weight(double distance) {
            if (distance < 1) {
                return ((A + 2) * distance - (A + 3)) * distance * distance + 1;
            }
            return distance < 2 ? (((distance - 5) * distance + 8) * distance - 4) * A : 0;
        }
    };

    private static final double A = -0.5;

    private final double support;

    Resampling(double support) {
        this.support = support;
    }

    /**
     * Returns {@code from} in another size, in the same mode; itself where the size is the same.
     *
     * @param width pixels per row of the result, at least 1
     * @param height rows of the result, at least 1
     * @throws IllegalArgumentException if a size is below 1
     */
    public Bitmap resize(Bitmap from, int width, int height) {
        Objects.requireNonNull(from, "from");
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a size must be >= 1 x 1, got %d x %d".formatted(width, height));
        }
        return from.width() == width && from.height() == height
                ? from
                : resize(from, width, height, Window.whole(width, height));
    }

    /** Returns the part {@code window} of the result of a resize; nothing else of it is computed. */
    Bitmap resize(Bitmap from, int width, int height, Window window) {
        boolean same = from.width() == width && from.height() == height;
        return switch (from.mode()) {
            case PALETTE -> NearestResize.resize(from, width, height, window);
            case GRAY_ALPHA, RGBA -> {
                Bitmap source = same ? from : PremultipliedAlpha.multiply(from);
                Bitmap resized = TwoPassResize.resize(source, width, height, window, this);
                yield same ? resized : PremultipliedAlpha.divide(resized);
            }
            default -> TwoPassResize.resize(from, width, height, window, this);
        };
    }

    /** Returns every band resized for itself, alpha not looked at. */
    Bitmap resizeBands(Bitmap from, int width, int height) {
        return from.width() == width && from.height() == height
                ? from
                : TwoPassResize.resize(from, width, height, Window.whole(width, height), this);
    }

    /** Returns how far the filter reaches to each side, in pixels of the larger picture's grid. */
    double support() {
        return support;
    }

    /** Returns the filter's value at a distance, which is not negative. */
    abstract double weight(double distance);
}
