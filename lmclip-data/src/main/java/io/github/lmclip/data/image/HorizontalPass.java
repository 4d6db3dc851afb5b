package io.github.lmclip.data.image;

import java.util.Arrays;

/**
 * The first pass: the columns of the result, for some rows of the source.
 *
 * <p>A tile of columns is turned upright, so that the samples of all rows at one column lie side by side: then one
 * weight goes for a whole array of them.
 */
final class HorizontalPass {

    private static final int TILE_ROWS = 512;
    private static final int TILE_WORDS = 96;
    /** Rows that are turned at once: their cache lines stay at hand while their words are read one by one. */
    private static final int TURNED_ROWS = 64;

    private final Samples from;
    private final int bands;
    private final ResamplingWeights columns;
    private final int words;
    private final ResizeScratch scratch;

    HorizontalPass(Samples from, ResamplingWeights columns, ResizeScratch scratch) {
        this.from = from;
        this.bands = from.bands();
        this.columns = columns;
        this.words = PackedSamples.words(columns.first().length * bands);
        this.scratch = scratch;
    }

    /** Returns the rows {@code firstRow} to {@code endRow} with the columns of the result, in words. */
    int[][] rows(int firstRow, int endRow) {
        int[][] narrow = scratch.narrow.take(endRow - firstRow, words);
        for (int row = firstRow; row < endRow; row += TILE_ROWS) {
            int count = Math.min(TILE_ROWS, endRow - row);
            for (int word = 0; word < words; ) {
                int end = tileEnd(word);
                tile(row, count, word, end, narrow, row - firstRow);
                word = end;
            }
        }
        return narrow;
    }

    /** Returns the first word of the result that the tile of {@code word} leaves to the next. */
    private int tileEnd(int word) {
        int first = firstSource(word);
        int end = word + 1;
        while (end < words && endSource(end) - first <= TILE_WORDS) {
            end++;
        }
        return end;
    }

    private int firstSource(int word) {
        return columns.first()[4 * word / bands] * bands / 4;
    }

    private int endSource(int word) {
        int last = Math.min(columns.first().length - 1, (4 * word + 3) / bands);
        return PackedSamples.words((columns.first()[last] + columns.taps()[last]) * bands);
    }

    private void tile(int row, int count, int word, int end, int[][] narrow, int target) {
        int first = firstSource(word);
        int[][] tile = scratch.tile.take(endSource(end - 1) - first, count);
        turn(row, count, first, endSource(end - 1), tile);
        int[][] finished = scratch.finished.take(end - word, count);
        for (int i = word; i < end; i++) {
            Arrays.fill(finished[i - word], 0, count, 0);
            for (int sample = 4 * i; sample < Math.min(4 * i + 4, columns.first().length * bands); sample++) {
                sum(sample, tile, first, count, finished[i - word]);
            }
        }
        for (int y = 0; y < count; y++) {
            int[] result = narrow[target + y];
            for (int i = word; i < end; i++) {
                result[i] = finished[i - word][y];
            }
        }
    }

    /** Reads the words {@code first} to {@code end} of each row, those of one column side by side. */
    private void turn(int row, int count, int first, int end, int[][] tile) {
        int length = from.width() * bands;
        int words = end - first;
        byte[] chunk = scratch.chunk(TURNED_ROWS * words * 4);
        for (int start = 0; start < count; start += TURNED_ROWS) {
            int rows = Math.min(TURNED_ROWS, count - start);
            for (int y = 0; y < rows; y++) {
                from.copy((row + start + y) * length + 4 * first, chunk, y * words * 4, words * 4);
            }
            for (int word = 0; word < words; word++) {
                PackedSamples.pick(chunk, 4 * word, 4 * words, tile[word], start, rows);
            }
        }
    }

    private void sum(int sample, int[][] tile, int first, int count, int[] result) {
        int[] sums = scratch.sums.take(1, count)[0];
        PackedSamples.clear(sums, count);
        int x = sample / bands;
        int source = columns.first()[x] * bands + sample % bands - 4 * first;
        int weight = x * columns.stride();
        int end = weight + columns.taps()[x];
        int[] weights = columns.weights();
        for (; weight + 1 < end; weight += 2, source += 2 * bands) {
            int next = source + bands;
            PackedSamples.add(
                    sums,
                    tile[source / 4],
                    source % 4 * 8,
                    weights[weight],
                    tile[next / 4],
                    next % 4 * 8,
                    weights[weight + 1],
                    count);
        }
        if (weight < end) {
            PackedSamples.add(sums, tile[source / 4], source % 4 * 8, weights[weight], count);
        }
        PackedSamples.put(sums, result, sample % 4 * 8, count);
    }
}
