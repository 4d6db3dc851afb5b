package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.LongBuffer;
import java.util.List;

/**
 * Token sequences of one batch, cut after the end token of the longest: exact, since attention is causal and the feature
 * is taken at the end token.
 *
 * @param ids token ids, row after row
 * @param count sequences N
 * @param length positions L of each
 */
public record TokenBatch(long[] ids, int count, int length) {

    /**
     * Cuts and joins sequences.
     *
     * @param sequences padded sequences of equal length, each with an end token, which has the largest id
     * @throws IllegalArgumentException if there are none
     */
    public static TokenBatch of(List<int[]> sequences) {
        if (sequences.isEmpty()) {
            throw new IllegalArgumentException("expected at least one token sequence, got none");
        }
        int length = sequences.stream().mapToInt(TokenBatch::used).max().orElseThrow();
        long[] ids = new long[sequences.size() * length];
        for (int row = 0; row < sequences.size(); row++) {
            for (int i = 0; i < length; i++) {
                ids[row * length + i] = sequences.get(row)[i];
            }
        }
        return new TokenBatch(ids, sequences.size(), length);
    }

    /** Returns the positions up to the first one of the largest id, included. */
    private static int used(int[] sequence) {
        int end = 0;
        for (int i = 1; i < sequence.length; i++) {
            if (sequence[i] > sequence[end]) {
                end = i;
            }
        }
        return end + 1;
    }

    /** Returns the ids as an array, int64 [N, L], owned by {@code manager}. */
    public NDArray on(NDManager manager) {
        return manager.create(LongBuffer.wrap(ids), new Shape(count, length), DataType.INT64);
    }
}
