package io.github.lmclip.core.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistogramTest {

    private static float[] gaussian(int count, double deviation) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    private static double squaredError(Range range, float... values) {
        double sum = 0;
        for (float value : values) {
            long step = Math.round((double) value / range.scale()) + range.zero();
            double shown = (Math.max(0, Math.min(255, step)) - range.zero()) * (double) range.scale();
            sum += (shown - value) * (shown - value);
        }
        return sum / values.length;
    }

    /** A few outliers cost less than steps that are wide for their sake. */
    @Test
    void cutsOutliersWhereThatIsBetter() {
        float[] values = gaussian(1_000_000, 1);
        values[0] = 12;
        values[1] = -12;
        Histogram histogram = new Histogram();
        histogram.add(values);
        Range range = histogram.range();
        assertTrue(range.high() < 8 && range.low() > -8, range.toString());
        double error = squaredError(range, values);
        assertTrue(error < squaredError(new Range(-12, 12), values) / 2, "squared error " + error);
    }

    @Test
    void cutsOutliersOnOneSideAndKeepsTheOther() {
        float[] values = gaussian(1_000_000, 1);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(-1, values[i]);
        }
        values[0] = 12;
        Histogram histogram = new Histogram();
        histogram.add(values);
        Range range = histogram.range();
        assertTrue(range.high() < 6, range.toString());
        assertEquals(-1, range.low(), 0.05);
    }

    @Test
    void keepsTheWholeOfAnEvenSpread() {
        float[] values = new float[10_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 1000f;
        }
        Histogram histogram = new Histogram();
        histogram.add(values);
        assertEquals(10, histogram.range().high(), 0.1);
        assertEquals(0, histogram.range().low());
        assertEquals(0, histogram.range().zero());
    }

    /** Small values first, then ones that are a million times larger: the bins grow, and nothing is lost. */
    @Test
    void theOrderOfTheValuesDoesNotMatter() {
        float[] small = gaussian(1000, 1e-3);
        float[] large = gaussian(1000, 1e3);
        Histogram one = new Histogram();
        one.add(small);
        one.add(large);
        Histogram other = new Histogram();
        other.add(large);
        other.add(small);
        assertEquals(other.range(), one.range());
    }

    @Test
    void somethingConstantHasARangeToo() {
        Histogram zeros = new Histogram();
        zeros.add(0, 0, 0);
        assertEquals(new Range(0, 1), zeros.range());
        Histogram negative = new Histogram();
        negative.add(-2, -2);
        assertEquals(255, negative.range().zero());
        assertTrue(squaredError(negative.range(), -2) < 1e-3, negative.range().toString());
    }

    @Test
    void zeroIsAStep() {
        Range range = new Range(-1, 3);
        assertEquals(4f / 255, range.scale());
        assertEquals(64, range.zero());
    }

    @Test
    void refusesRangesWithoutZero() {
        String message = assertThrows(IllegalArgumentException.class, () -> new Range(1, 2))
                .getMessage();
        assertEquals("expected a finite range around 0, got [1.0, 2.0]", message);
        assertThrows(IllegalArgumentException.class, () -> new Range(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Range(0, Float.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Range(Float.NEGATIVE_INFINITY, 1));
    }
}
