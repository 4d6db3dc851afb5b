package io.github.lmclip.data.image;

/**
 * Pillow's antialiased resampling of 8-bit samples, bit for bit: weights of 22 fractional bits, a horizontal pass, then a
 * vertical one, each rounded to 8 bits; a pass whose size does not change is left out.
 */
enum Resampling {
    /** A triangle of radius 1. */
    BILINEAR(1) {
        @Override
        double weight(double x) {
            double distance = Math.abs(x);
            return distance < 1 ? 1 - distance : 0;
        }
    },
    /** Keys' cubic of radius 2 with a = -0.5. */
    BICUBIC(2) {
        @Override
        double weight(double x) {
            double distance = Math.abs(x);
            if (distance < 1) {
                return ((A + 2) * distance - (A + 3)) * distance * distance + 1;
            }
            return distance < 2 ? (((distance - 5) * distance + 8) * distance - 4) * A : 0;
        }
    };

    private static final double A = -0.5;

    /** Fractional bits of a weight. */
    private static final int BITS = 22;

    private final double radius;

    Resampling(double radius) {
        this.radius = radius;
    }

    abstract double weight(double x);

    /**
     * Resizes interleaved samples.
     *
     * @param samples rows of {@code width * channels} bytes
     * @return rows of {@code newWidth * channels} bytes
     */
    byte[] resize(byte[] samples, int width, int height, int channels, int newWidth, int newHeight) {
        Weights down = new Weights(this, height, newHeight);
        byte[] rows = samples;
        int first = 0;
        if (newWidth != width) {
            first = height == newHeight ? 0 : down.from[0];
            int last = height == newHeight ? height : down.from[newHeight - 1] + down.count[newHeight - 1];
            rows = horizontal(samples, width, first, last, channels, new Weights(this, width, newWidth));
        }
        return newHeight == height ? rows : vertical(rows, newWidth * channels, first, down);
    }

    /** Resizes the rows from {@code first} to {@code last}, the only ones that the vertical pass will look at. */
    private static byte[] horizontal(byte[] in, int width, int first, int last, int channels, Weights weights) {
        int newWidth = weights.from.length;
        byte[] out = new byte[(last - first) * newWidth * channels];
        int target = 0;
        for (int y = first; y < last; y++) {
            int row = y * width * channels;
            for (int x = 0; x < newWidth; x++) {
                int start = row + weights.from[x] * channels;
                for (int c = 0; c < channels; c++) {
                    out[target++] = weights.sum(in, start + c, channels, x);
                }
            }
        }
        return out;
    }

    private static byte[] vertical(byte[] in, int rowLength, int first, Weights weights) {
        int newHeight = weights.from.length;
        byte[] out = new byte[newHeight * rowLength];
        int[] sums = new int[rowLength];
        for (int y = 0; y < newHeight; y++) {
            java.util.Arrays.fill(sums, 1 << BITS - 1);
            for (int j = 0; j < weights.count[y]; j++) {
                int weight = weights.values[y][j];
                int row = (weights.from[y] + j - first) * rowLength;
                for (int i = 0; i < rowLength; i++) {
                    sums[i] += weight * (in[row + i] & 0xff);
                }
            }
            for (int i = 0; i < rowLength; i++) {
                out[y * rowLength + i] = clip(sums[i]);
            }
        }
        return out;
    }

    private static byte clip(int sum) {
        return (byte) Math.max(0, Math.min(255, sum >> BITS));
    }

    /** For each output position: the first input position, how many there are, and their weights. */
    private static final class Weights {

        private final int[] from;
        private final int[] count;
        private final int[][] values;

        Weights(Resampling filter, int in, int out) {
            from = new int[out];
            count = new int[out];
            values = new int[out][];
            double scale = (double) in / out;
            double stretch = Math.max(scale, 1);
            double support = filter.radius * stretch;
            for (int i = 0; i < out; i++) {
                double center = (i + 0.5) * scale;
                from[i] = Math.max(0, (int) (center - support + 0.5));
                count[i] = Math.min(in, (int) (center + support + 0.5)) - from[i];
                values[i] = normalized(filter, center - from[i], stretch, count[i]);
            }
        }

        private static int[] normalized(Resampling filter, double center, double stretch, int count) {
            double[] weights = new double[count];
            double total = 0;
            for (int j = 0; j < count; j++) {
                weights[j] = filter.weight((j - center + 0.5) * (1 / stretch));
                total += weights[j];
            }
            int[] fixed = new int[count];
            for (int j = 0; j < count; j++) {
                double weight = total == 0 ? weights[j] : weights[j] / total;
                fixed[j] = (int) (weight * (1 << BITS) + (weight < 0 ? -0.5 : 0.5));
            }
            return fixed;
        }

        private byte sum(byte[] in, int start, int stride, int out) {
            int[] own = values[out];
            int sum = 1 << BITS - 1;
            int position = start;
            for (int weight : own) {
                sum += weight * (in[position] & 0xff);
                position += stride;
            }
            return clip(sum);
        }
    }
}
