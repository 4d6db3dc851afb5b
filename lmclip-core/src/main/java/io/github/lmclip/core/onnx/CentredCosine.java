package io.github.lmclip.core.onnx;

import java.util.Arrays;

/**
 * How alike two networks see what distinguishes pictures: the mean cosine of their features less a mean feature. The plain
 * cosine flatters, since features of any two pictures are alike.
 */
final class CentredCosine {

    private CentredCosine() {}

    /**
     * Compares features [N][D], both less the mean of the expected ones: a common shift counts.
     *
     * @param expected of the better network
     * @param found of the same pictures
     */
    static double of(float[][] expected, float[][] found) {
        double[] mean = mean(expected);
        return between(expected, mean, found, mean);
    }

    /** Returns the cosine of each picture's features, as {@link #of} takes their mean. */
    static double[] each(float[][] expected, float[][] found) {
        double[] mean = mean(expected);
        return each(expected, mean, found, mean);
    }

    /** Compares features [N][D], each less their own mean: a common shift does not count. */
    static double withoutShift(float[][] expected, float[][] found) {
        return between(expected, mean(expected), found, mean(found));
    }

    private static double between(float[][] one, double[] mean, float[][] other, double... otherMean) {
        return Arrays.stream(each(one, mean, other, otherMean)).average().orElseThrow();
    }

    private static double[] each(float[][] one, double[] mean, float[][] other, double... otherMean) {
        double[] cosines = new double[one.length];
        for (int row = 0; row < one.length; row++) {
            double dot = 0;
            double lengths = 0;
            double otherLengths = 0;
            for (int i = 0; i < mean.length; i++) {
                double x = one[row][i] - mean[i];
                double y = other[row][i] - otherMean[i];
                dot += x * y;
                lengths += x * x;
                otherLengths += y * y;
            }
            cosines[row] = dot / Math.sqrt(lengths * otherLengths);
        }
        return cosines;
    }

    /** Returns the mean row. */
    static double[] mean(float[]... rows) {
        double[] mean = new double[rows[0].length];
        for (float[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / rows.length;
            }
        }
        return mean;
    }
}
