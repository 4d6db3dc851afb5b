package io.github.lmclip.core;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Comparing embeddings: unit vectors, as {@link LmClip} gives them. */
public final class Similarity {

    private Similarity() {}

    /**
     * A row of a table of vectors, and how near it is to what was asked for.
     *
     * @param row its number
     * @param cosine in [-1, 1]
     */
    public record Match(int row, double cosine) {}

    /**
     * Returns the cosine of every pair, [N][M].
     *
     * @param rows unit vectors [N][D]
     * @param columns unit vectors [M][D]
     * @throws IllegalArgumentException if two vectors differ in length
     */
    public static float[][] cosines(float[][] rows, float[][] columns) {
        float[][] cosines = new float[rows.length][columns.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                cosines[i][j] = (float) dot(rows[i], columns[j]);
            }
        }
        return cosines;
    }

    private static double dot(float[] one, float[] other) {
        if (one.length != other.length) {
            throw new IllegalArgumentException(
                    "expected vectors of one length, got %d and %d".formatted(one.length, other.length));
        }
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }

    /**
     * Returns the rows nearest to a vector, the nearest first; among equals the first.
     *
     * @param query unit vector [D]
     * @param rows unit vectors [N][D]
     * @param top how many at most, >= 1
     * @throws IllegalArgumentException if {@code top} is below 1 or two vectors differ in length
     */
    public static List<Match> nearest(float[] query, float[][] rows, int top) {
        if (top < 1) {
            throw new IllegalArgumentException("top must be >= 1, got %d".formatted(top));
        }
        return IntStream.range(0, rows.length)
                .mapToObj(row -> new Match(row, dot(query, rows[row])))
                .sorted(Comparator.comparingDouble(Match::cosine).reversed())
                .limit(top)
                .toList();
    }
}
