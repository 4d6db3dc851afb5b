package io.github.lmclip.core.clip;

/** The numbers by which reference values describe a large array. */
final class Fingerprint {

    private static final double FREQUENCY = 0.37;

    private Fingerprint() {}

    /** Returns the Euclidean length. */
    static double length(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    /** Returns the projection onto a cosine of the index. */
    static double probe(float[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * Math.cos(FREQUENCY * i);
        }
        return sum;
    }
}
