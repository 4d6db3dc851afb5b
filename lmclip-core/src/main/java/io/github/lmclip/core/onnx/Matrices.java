package io.github.lmclip.core.onnx;

import java.util.Arrays;

/** Rearrangements of matrices that lie row by row. */
final class Matrices {

    private Matrices() {}

    /** Returns [columns, rows] of [rows, columns]. */
    static float[] transpose(float[] matrix, int rows, int columns) {
        return transposeEach(matrix, 1, rows, columns);
    }

    /** Returns [count, columns, rows] of [count, rows, columns]. */
    static float[] transposeEach(float[] matrices, int count, int rows, int columns) {
        float[] turned = new float[matrices.length];
        for (int matrix = 0; matrix < count; matrix++) {
            int start = matrix * rows * columns;
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    turned[start + column * rows + row] = matrices[start + row * columns + column];
                }
            }
        }
        return turned;
    }

    /** Returns part {@code index} of {@code count} parts of equal length. */
    static float[] part(float[] values, int index, int count) {
        int length = values.length / count;
        return Arrays.copyOfRange(values, index * length, (index + 1) * length);
    }

    static float[] times(float[] values, double factor) {
        float[] scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = (float) (values[i] * factor);
        }
        return scaled;
    }

    /** Returns [rows, columns] with each column multiplied by its factor. */
    static float[] timesColumns(float[] matrix, float... factors) {
        float[] scaled = new float[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            scaled[i] = matrix[i] * factors[i % factors.length];
        }
        return scaled;
    }

    /** Returns {@code sum + matrix vector}, added up in float64. */
    static float[] plusProduct(float[] sum, float[] matrix, float... vector) {
        float[] result = new float[sum.length];
        for (int row = 0; row < sum.length; row++) {
            double total = sum[row];
            for (int i = 0; i < vector.length; i++) {
                total += (double) matrix[row * vector.length + i] * vector[i];
            }
            result[row] = (float) total;
        }
        return result;
    }
}
