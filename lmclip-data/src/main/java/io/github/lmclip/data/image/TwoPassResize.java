package io.github.lmclip.data.image;

import java.util.Arrays;

/** The two passes of Pillow's resize; a pass is left out where its dimension stays. */
final class TwoPassResize {

    private static final int HALF = 1 << ResamplingWeights.PRECISION_BITS - 1;

    private TwoPassResize() {}

    static Bitmap resize(Bitmap from, int width, int height, Window window, Resampling filter) {
        int bands = from.mode().samples();
        ResamplingWeights columns = ResamplingWeights.of(from.width(), width, window.x(), window.width(), filter);
        ResamplingWeights rows = ResamplingWeights.of(from.height(), height, window.y(), window.height(), filter);
        boolean sameHeight = from.height() == height;
        int firstRow = sameHeight ? window.y() : rows.first()[0];
        int endRow = sameHeight ? window.y() + window.height() : rows.end();

        byte[] narrow = from.width() == width
                ? columnsOf(from, window, firstRow, endRow)
                : horizontal(from, columns, firstRow, endRow);
        byte[] samples = sameHeight ? narrow : vertical(narrow, window.width() * bands, rows, firstRow);
        return new Bitmap(window.width(), window.height(), from.mode(), samples, from.palette());
    }

    private static byte[] columnsOf(Bitmap from, Window window, int firstRow, int endRow) {
        int bands = from.mode().samples();
        int length = window.width() * bands;
        byte[] result = new byte[(endRow - firstRow) * length];
        for (int y = firstRow; y < endRow; y++) {
            int start = (y * from.width() + window.x()) * bands;
            System.arraycopy(from.samples(), start, result, (y - firstRow) * length, length);
        }
        return result;
    }

    private static byte[] horizontal(Bitmap from, ResamplingWeights columns, int firstRow, int endRow) {
        int bands = from.mode().samples();
        int length = columns.first().length * bands;
        byte[] result = new byte[Math.multiplyExact(endRow - firstRow, length)];
        for (int y = firstRow; y < endRow; y++) {
            int start = y * from.width() * bands;
            int target = (y - firstRow) * length;
            if (bands == 3) {
                rowOfThree(from.samples(), start, columns, result, target);
            } else {
                row(from.samples(), start, bands, columns, result, target);
            }
        }
        return result;
    }

    private static void row(byte[] source, int start, int bands, ResamplingWeights columns, byte[] result, int target) {
        for (int x = 0; x < columns.first().length; x++) {
            for (int band = 0; band < bands; band++) {
                int sum = HALF;
                int position = start + columns.first()[x] * bands + band;
                int weight = x * columns.stride();
                for (int j = 0; j < columns.taps()[x]; j++, position += bands) {
                    sum += columns.weights()[weight + j] * (source[position] & 0xff);
                }
                result[target + x * bands + band] = clip(sum);
            }
        }
    }

    /** The same for red, green and blue at once: most pictures take this way. */
    private static void rowOfThree(byte[] source, int start, ResamplingWeights columns, byte[] result, int target) {
        int[] weights = columns.weights();
        for (int x = 0, out = target; x < columns.first().length; x++, out += 3) {
            int red = HALF;
            int green = HALF;
            int blue = HALF;
            int position = start + columns.first()[x] * 3;
            int end = x * columns.stride() + columns.taps()[x];
            for (int j = x * columns.stride(); j < end; j++, position += 3) {
                int weight = weights[j];
                red += weight * (source[position] & 0xff);
                green += weight * (source[position + 1] & 0xff);
                blue += weight * (source[position + 2] & 0xff);
            }
            result[out] = clip(red);
            result[out + 1] = clip(green);
            result[out + 2] = clip(blue);
        }
    }

    private static byte[] vertical(byte[] source, int length, ResamplingWeights rows, int firstRow) {
        byte[] result = new byte[rows.first().length * length];
        int[] sums = new int[length];
        for (int y = 0; y < rows.first().length; y++) {
            Arrays.fill(sums, HALF);
            for (int j = 0; j < rows.taps()[y]; j++) {
                add(source, (rows.first()[y] + j - firstRow) * length, rows.weights()[y * rows.stride() + j], sums);
            }
            for (int i = 0; i < length; i++) {
                result[y * length + i] = clip(sums[i]);
            }
        }
        return result;
    }

    private static void add(byte[] source, int start, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * (source[start + i] & 0xff);
        }
    }

    private static byte clip(int sum) {
        int level = sum >> ResamplingWeights.PRECISION_BITS;
        return (byte) Math.max(0, Math.min(255, level));
    }
}
