package io.github.lmclip.data.image;

import java.util.Arrays;

/** The two passes of Pillow's resize; a pass is left out where its dimension stays. */
final class TwoPassResize {

    private TwoPassResize() {}

    static Bitmap resize(Bitmap from, int width, int height, Window window, Resampling filter) {
        return resize(Samples.of(from), width, height, window, filter);
    }

    static Bitmap resize(Samples from, int width, int height, Window window, Resampling filter) {
        ResizeScratch scratch = ResizeScratch.own();
        ResamplingWeights rows = ResamplingWeights.of(from.height(), height, window.y(), window.height(), filter);
        boolean sameHeight = from.height() == height;
        int firstRow = sameHeight ? window.y() : rows.first()[0];
        int endRow = sameHeight ? window.y() + window.height() : rows.end();
        int[][] narrow;
        if (from.width() == width) {
            narrow = cut(from, window, firstRow, endRow, scratch);
        } else {
            ResamplingWeights columns = ResamplingWeights.of(from.width(), width, window.x(), window.width(), filter);
            narrow = new HorizontalPass(from, columns, scratch).rows(firstRow, endRow);
        }
        int length = window.width() * from.bands();
        byte[] samples = new byte[Math.multiplyExact(window.height(), length)];
        for (int y = 0; y < window.height(); y++) {
            int[] row = sameHeight ? narrow[y] : sum(narrow, firstRow, rows, y, PackedSamples.words(length), scratch);
            store(row, samples, y * length, length);
        }
        return new Bitmap(window.width(), window.height(), from.mode(), samples, new byte[0]);
    }

    private static int[][] cut(Samples from, Window window, int firstRow, int endRow, ResizeScratch scratch) {
        int bands = from.bands();
        int words = PackedSamples.words(window.width() * bands);
        int[][] rows = scratch.narrow.take(endRow - firstRow, words);
        for (int y = firstRow; y < endRow; y++) {
            int start = (y * from.width() + window.x()) * bands;
            for (int word = 0; word < words; word++) {
                rows[y - firstRow][word] = PackedSamples.read(from.bytes(), start + 4 * word);
            }
        }
        return rows;
    }

    /** Returns row {@code y} of the result, four samples a word. */
    private static int[] sum(
            int[][] narrow, int firstRow, ResamplingWeights rows, int y, int words, ResizeScratch scratch) {
        int[] result = scratch.row.take(1, words)[0];
        int[] sums = scratch.sums.take(1, words)[0];
        Arrays.fill(result, 0, words, 0);
        for (int shift = 0; shift < 32; shift += 8) {
            PackedSamples.clear(sums, words);
            int source = rows.first()[y] - firstRow;
            int weight = y * rows.stride();
            int end = weight + rows.taps()[y];
            for (; weight + 1 < end; weight += 2, source += 2) {
                int own = rows.weights()[weight];
                int next = rows.weights()[weight + 1];
                PackedSamples.add(sums, narrow[source], shift, own, narrow[source + 1], shift, next, words);
            }
            if (weight < end) {
                PackedSamples.add(sums, narrow[source], shift, rows.weights()[weight], words);
            }
            PackedSamples.put(sums, result, shift, words);
        }
        return result;
    }

    /** Writes a row; what its last word has beyond the row's end is overwritten by the next row. */
    private static void store(int[] row, byte[] samples, int start, int length) {
        for (int i = 0; i < PackedSamples.words(length); i++) {
            PackedSamples.write(row[i], samples, start + 4 * i);
        }
    }
}
