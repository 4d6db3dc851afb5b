package io.github.lmclip.core.onnx;

/**
 * How alike two networks see what distinguishes pictures: the mean cosine of their features less the first one's mean
 * feature. The plain cosine flatters, since features of any two pictures are alike.
 */
final class CentredCosine {

    private CentredCosine() {}

    /**
     * Compares features [N][D].
     *
     * @param expected also gives the mean
     * @param found of the same pictures
     */
    static double of(float[][] expected, float[][] found) {
        double[] mean = mean(expected);
        double sum = 0;
        for (int row = 0; row < expected.length; row++) {
            sum += cosine(expected[row], found[row], mean);
        }
        return sum / expected.length;
    }

    private static double[] mean(float[]... rows) {
        double[] mean = new double[rows[0].length];
        for (float[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / rows.length;
            }
        }
        return mean;
    }

    private static double cosine(float[] one, float[] other, double... mean) {
        double dot = 0;
        double lengths = 0;
        double otherLengths = 0;
        for (int i = 0; i < mean.length; i++) {
            double x = one[i] - mean[i];
            double y = other[i] - mean[i];
            dot += x * y;
            lengths += x * x;
            otherLengths += y * y;
        }
        return dot / Math.sqrt(lengths * otherLengths);
    }
}
