package io.github.lmclip.data.image;

import java.util.function.IntUnaryOperator;

/** Pillow's {@code ImageEnhance} and {@code ImageOps} on RGB, to the same levels. Bitmaps come out new. */
final class ColourOperations {

    private static final int BANDS = 3;
    private static final int LEVELS = 256;

    private ColourOperations() {}

    static Bitmap brightness(Bitmap from, double factor) {
        return mapped(from, level -> blend(0, level, factor));
    }

    /** Away from the mean of the gray picture, or towards it. */
    static Bitmap contrast(Bitmap from, double factor) {
        byte[] samples = from.samples();
        long sum = 0;
        for (int i = 0; i < samples.length; i += BANDS) {
            sum += gray(samples, i);
        }
        int mean = (int) (sum / (samples.length / (double) BANDS) + 0.5);
        return mapped(from, level -> blend(mean, level, factor));
    }

    static Bitmap saturation(Bitmap from, double factor) {
        byte[] samples = from.samples().clone();
        for (int i = 0; i < samples.length; i += BANDS) {
            int gray = gray(samples, i);
            for (int k = i; k < i + BANDS; k++) {
                samples[k] = (byte) blend(gray, samples[k] & 0xff, factor);
            }
        }
        return Bitmap.rgb(from.width(), from.height(), samples);
    }

    /** Away from the picture smoothed by 3 x 3 pixels, the middle one five times as heavy; the margin stays. */
    static Bitmap sharpness(Bitmap from, double factor) {
        byte[] samples = from.samples().clone();
        int row = from.width() * BANDS;
        for (int y = 1; y < from.height() - 1; y++) {
            for (int i = y * row + BANDS; i < (y + 1) * row - BANDS; i++) {
                int level = from.samples()[i] & 0xff;
                samples[i] = (byte) blend(smooth(from.samples(), i, row), level, factor);
            }
        }
        return Bitmap.rgb(from.width(), from.height(), samples);
    }

    static Bitmap posterize(Bitmap from, int bits) {
        int mask = 0xff << 8 - bits;
        return mapped(from, level -> level & mask);
    }

    /** Inverts the levels from {@code threshold} on. */
    static Bitmap solarize(Bitmap from, double threshold) {
        return mapped(from, level -> level < threshold ? level : 255 - level);
    }

    /** Stretches each band from its least and largest level to all of them. */
    static Bitmap autoContrast(Bitmap from) {
        return mappedByBand(from, counts -> {
            int low = 0;
            int high = LEVELS - 1;
            while (low < high && counts[low] == 0) {
                low++;
            }
            while (high > low && counts[high] == 0) {
                high--;
            }
            double scale = high > low ? 255.0 / (high - low) : 1;
            double offset = high > low ? -low * scale : 0;
            int[] map = new int[LEVELS];
            for (int i = 0; i < LEVELS; i++) {
                map[i] = Math.max(0, Math.min(255, (int) (i * scale + offset)));
            }
            return map;
        });
    }

    /** Spreads the levels of each band so that all are about as frequent. */
    static Bitmap equalize(Bitmap from) {
        return mappedByBand(from, counts -> {
            int total = 0;
            int last = 0;
            for (int count : counts) {
                total += count;
                last = count == 0 ? last : count;
            }
            int step = (total - last) / 255;
            int[] map = new int[LEVELS];
            int seen = step / 2;
            for (int i = 0; i < LEVELS; i++) {
                map[i] = step == 0 ? i : Math.min(255, seen / step);
                seen += counts[i];
            }
            return map;
        });
    }

    private static Bitmap mapped(Bitmap from, IntUnaryOperator operator) {
        byte[] map = new byte[LEVELS];
        for (int level = 0; level < LEVELS; level++) {
            map[level] = (byte) operator.applyAsInt(level);
        }
        byte[] samples = new byte[from.samples().length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = map[from.samples()[i] & 0xff];
        }
        return Bitmap.rgb(from.width(), from.height(), samples);
    }

    /** From how often each level occurs in a band to what it becomes. */
    private interface LevelMap {
        int[] of(int[] counts);
    }

    private static Bitmap mappedByBand(Bitmap from, LevelMap rule) {
        byte[] samples = from.samples().clone();
        for (int band = 0; band < BANDS; band++) {
            int[] counts = new int[LEVELS];
            for (int i = band; i < samples.length; i += BANDS) {
                counts[samples[i] & 0xff]++;
            }
            int[] map = rule.of(counts);
            for (int i = band; i < samples.length; i += BANDS) {
                samples[i] = (byte) map[samples[i] & 0xff];
            }
        }
        return Bitmap.rgb(from.width(), from.height(), samples);
    }

    /** Pillow's gray, in 16 bit fixed point. */
    private static int gray(byte[] samples, int i) {
        int weighted =
                19_595 * (samples[i] & 0xff) + 38_470 * (samples[i + 1] & 0xff) + 7_471 * (samples[i + 2] & 0xff);
        return weighted + 0x8000 >> 16;
    }

    private static int smooth(byte[] samples, int i, int row) {
        int sum = 4 * (samples[i] & 0xff);
        for (int y = -row; y <= row; y += row) {
            sum += (samples[i + y - BANDS] & 0xff) + (samples[i + y] & 0xff) + (samples[i + y + BANDS] & 0xff);
        }
        return (2 * sum + 13) / 26;
    }

    /** Goes from one level towards another, or beyond it; what is left of a level is cut off, as Pillow does. */
    private static int blend(int from, int to, double factor) {
        float level = from + (float) factor * (to - from);
        return level <= 0 ? 0 : level >= 255 ? 255 : (int) level;
    }
}
