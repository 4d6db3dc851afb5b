package io.github.lmclip.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** When a value or a gradient counts as that of the published code. */
final class Agreement {

    /** Largest error, relative to the largest entry, in float64. */
    private static final double DOUBLE = 1e-9;

    /** The same in float32. */
    private static final double SINGLE = 1e-5;

    private Agreement() {}

    static void assertClose(double expected, double actual, Precision precision, String name) {
        double tolerance = tolerance(precision) * Math.max(Math.abs(expected), precision.floor());
        assertEquals(expected, actual, tolerance, name + " " + precision);
    }

    /** Where the published code gives NaN, ours must be finite; elsewhere it must agree. */
    static void assertClose(double[] expected, double[] actual, Precision precision, String name) {
        assertEquals(expected.length, actual.length, name);
        double largest = 0;
        for (double value : expected) {
            largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        for (int i = 0; i < expected.length; i++) {
            assertTrue(Double.isFinite(actual[i]), name + " [" + i + "] = " + actual[i]);
            if (Double.isFinite(expected[i])) {
                double tolerance = tolerance(precision) * Math.max(largest, precision.floor());
                assertEquals(expected[i], actual[i], tolerance, name + " [" + i + "] " + precision);
            }
        }
    }

    static double tolerance(Precision precision) {
        return precision == Precision.DOUBLE ? DOUBLE : SINGLE;
    }
}
