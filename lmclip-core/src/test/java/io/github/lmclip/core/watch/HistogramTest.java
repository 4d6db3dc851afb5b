package io.github.lmclip.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HistogramTest {

    @Property
    void everyFiniteValueIsInTheBucketOfItsLimits(@ForAll float[] values) {
        Histogram histogram = Histogram.of(values);
        List<Double> limits = histogram.limits();
        assertEquals(limits.size(), histogram.counts().size());
        double below = Double.NEGATIVE_INFINITY;
        int counted = 0;
        for (int i = 0; i < limits.size(); i++) {
            assertTrue(limits.get(i) > below, "limits rise");
            double lower = below;
            double upper = limits.get(i);
            counted += histogram.counts().get(i);
            // limits are rounded, and so is the side on which a value at one of them falls
            long fewest = count(values, lower + Math.abs(lower) * 1e-9, upper - Math.abs(upper) * 1e-9);
            long most = count(values, lower - Math.abs(lower) * 1e-9, upper + Math.abs(upper) * 1e-9);
            assertTrue(histogram.counts().get(i) >= fewest && histogram.counts().get(i) <= most);
            below = upper;
        }
        assertEquals(histogram.count(), counted);
        assertEquals(count(values, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY), counted);
    }

    private static long count(float[] values, double above, double upTo) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .filter(value -> Double.isFinite(value) && value >= above && value <= upTo)
                .count();
    }

    @Test
    void sumsUp() {
        Histogram histogram = Histogram.of(new float[] {-2, 0, 1, 4, Float.NaN, Float.POSITIVE_INFINITY});
        assertEquals(4, histogram.count());
        assertEquals(-2, histogram.least());
        assertEquals(4, histogram.most());
        assertEquals(3, histogram.sum());
        assertEquals(21, histogram.sumOfSquares());
    }

    @Test
    void ofNothingIsEmpty() {
        assertEquals(0, Histogram.of(new float[0]).count());
        assertEquals(0, Histogram.of(new float[] {Float.NaN}).count());
    }
}
