package io.github.lmclip.data.image;

import java.util.SplittableRandom;

/**
 * Takes a random part of the picture for the whole, as torchvision's {@code RandomResizedCrop} does: a share of the area
 * and a ratio of the sides are drawn up to ten times until they fit; else the middle is taken.
 *
 * @param minArea the least share of the picture's area, in (0, maxArea]
 * @param maxArea the largest share of the picture's area, at most 1
 * @param minRatio the least width by height, > 0
 * @param maxRatio the largest width by height, at least minRatio
 */
public record RandomCrop(double minArea, double maxArea, double minRatio, double maxRatio) {

    private static final int ATTEMPTS = 10;

    /** Checks the ranges. */
    public RandomCrop {
        if (!(minArea > 0 && minArea <= maxArea && maxArea <= 1)) {
            throw new IllegalArgumentException(
                    "areas must be 0 < min <= max <= 1, got %s and %s".formatted(minArea, maxArea));
        }
        if (!(minRatio > 0 && minRatio <= maxRatio && maxRatio < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "ratios must be 0 < min <= max, got %s and %s".formatted(minRatio, maxRatio));
        }
    }

    /** Returns the usual ranges: 8 to 100 percent of the area, sides of 3:4 to 4:3. */
    public static RandomCrop defaults() {
        return new RandomCrop(0.08, 1, 3 / 4.0, 4 / 3.0);
    }

    Bitmap square(Bitmap picture, PictureTransform transform, SplittableRandom random) {
        Window part = draw(picture.width(), picture.height(), random);
        Bitmap rgb = cut(picture, part).toRgb();
        return transform.resampling().resize(rgb, transform.size(), transform.size());
    }

    Window draw(int width, int height, SplittableRandom random) {
        for (int i = 0; i < ATTEMPTS; i++) {
            double area = width * (double) height * between(minArea, maxArea, random.nextDouble());
            double ratio = Math.exp(between(Math.log(minRatio), Math.log(maxRatio), random.nextDouble()));
            int w = (int) Math.round(Math.sqrt(area * ratio));
            int h = (int) Math.round(Math.sqrt(area / ratio));
            if (w > 0 && w <= width && h > 0 && h <= height) {
                return new Window(random.nextInt(width - w + 1), random.nextInt(height - h + 1), w, h);
            }
        }
        return middle(width, height);
    }

    private Window middle(int width, int height) {
        double ratio = width / (double) height;
        int w = ratio > maxRatio ? (int) Math.round(height * maxRatio) : width;
        int h = ratio < minRatio ? (int) Math.round(width / minRatio) : height;
        return new Window((width - w) / 2, (height - h) / 2, w, h);
    }

    private static double between(double low, double high, double share) {
        return low + (high - low) * share;
    }

    private static Bitmap cut(Bitmap from, Window part) {
        int bands = from.mode().samples();
        int length = part.width() * bands;
        byte[] samples = new byte[part.height() * length];
        for (int y = 0; y < part.height(); y++) {
            int start = ((part.y() + y) * from.width() + part.x()) * bands;
            System.arraycopy(from.samples(), start, samples, y * length, length);
        }
        return new Bitmap(part.width(), part.height(), from.mode(), samples, from.palette());
    }
}
