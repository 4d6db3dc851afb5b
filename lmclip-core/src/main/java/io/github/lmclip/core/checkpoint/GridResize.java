package io.github.lmclip.core.checkpoint;

import java.util.Arrays;

/**
 * Resizes one dimension of a grid by Keys' cubic with a = -0.5, widened when it shrinks: PyTorch's antialiased bicubic
 * {@code interpolate}, with which OpenCLIP resizes positions.
 *
 * @param first the first old place that each new one sees
 * @param weights the weights of that and the following places, which add up to 1
 */
record GridResize(int[] first, double[][] weights) {

    private static final double A = -0.5;
    private static final int SUPPORT = 2;

    static GridResize of(int from, int to) {
        double scale = (double) from / to;
        double widening = Math.max(1, scale);
        int[] first = new int[to];
        double[][] weights = new double[to][];
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale;
            first[i] = Math.max(0, (int) (centre - SUPPORT * widening + 0.5));
            int end = Math.min(from, (int) (centre + SUPPORT * widening + 0.5));
            weights[i] = normalised(first[i], end, centre, widening);
        }
        return new GridResize(first, weights);
    }

    private static double[] normalised(int first, int end, double centre, double widening) {
        double[] weights = new double[end - first];
        for (int j = 0; j < weights.length; j++) {
            weights[j] = cubic(Math.abs(first + j - centre + 0.5) / widening);
        }
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    private static double cubic(double x) {
        if (x < 1) {
            return ((A + 2) * x - (A + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
    }

    /** Resizes both dimensions of a square grid [from, from, width], row by row; [to, to, width]. */
    static float[] square(float[] grid, int from, int to, int width) {
        GridResize resize = of(from, to);
        double[] exact = new double[grid.length];
        Arrays.setAll(exact, i -> grid[i]);
        double[] rows = resize.apply(exact, from, 1, from * width);
        double[] both = resize.apply(rows, from, to, width);
        float[] rounded = new float[both.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) both[i];
        }
        return rounded;
    }

    /** Resizes the middle dimension of [outer, from, inner]. */
    private double[] apply(double[] values, int from, int outer, int inner) {
        int to = first.length;
        double[] result = new double[outer * to * inner];
        for (int block = 0; block < outer; block++) {
            for (int i = 0; i < to; i++) {
                int target = (block * to + i) * inner;
                for (int j = 0; j < weights[i].length; j++) {
                    int source = (block * from + first[i] + j) * inner;
                    for (int k = 0; k < inner; k++) {
                        result[target + k] += weights[i][j] * values[source + k];
                    }
                }
            }
        }
        return result;
    }
}
