package io.github.lmclip.core.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

/** How near two results of the same network must be. */
final class Agreement {

    /** Least cosine of two vectors of one picture or text. */
    static final double COSINE = 0.99999;

    /** Largest difference of two logits. */
    static final double LOGIT = 1e-3;

    private Agreement() {}

    /** Compares rows by their cosine and their lengths. */
    static void rows(float[] expected, float[] found, int rows, String what) {
        rows(expected, found, rows, what, COSINE);
    }

    static void rows(float[] expected, float[] found, int rows, String what, double least) {
        assertEquals(expected.length, found.length, what);
        int width = expected.length / rows;
        for (int row = 0; row < rows; row++) {
            float[] one = Arrays.copyOfRange(expected, row * width, (row + 1) * width);
            float[] other = Arrays.copyOfRange(found, row * width, (row + 1) * width);
            double cosine = dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other));
            assertTrue(cosine >= least, "%s %d: cosine %s".formatted(what, row, cosine));
            assertEquals(1, Math.sqrt(dot(other, other) / dot(one, one)), 1 - least, what + " length");
        }
    }

    static void logits(float[] expected, float[] found) {
        assertEquals(expected.length, found.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], LOGIT, "logit " + i);
        }
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }
}
