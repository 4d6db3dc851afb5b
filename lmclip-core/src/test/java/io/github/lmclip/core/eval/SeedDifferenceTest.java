package io.github.lmclip.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.stat.inference.TTest;
import org.junit.jupiter.api.Test;

class SeedDifferenceTest {

    private static final double ROUNDING = 1e-9;

    private static final double[] ONE = {45.1, 45.9, 44.8, 46.0};
    private static final double[] OTHER = {43.0, 44.1, 43.9};

    /** At the confidence where the test's p lies, an end of the interval is 0. */
    @Test
    void welchsIntervalAgreesWithHisTest() {
        double p = new TTest().tTest(ONE, OTHER);
        SeedDifference found = SeedDifference.ofSeparate(ONE, OTHER, 1 - p);
        assertEquals(0, found.low(), ROUNDING);
        assertEquals(2 * found.difference(), found.high(), ROUNDING);
        assertFalse(SeedDifference.ofSeparate(ONE, OTHER, 1 - 1.01 * p).isInsideNoise());
        assertTrue(SeedDifference.ofSeparate(ONE, OTHER, 1 - 0.99 * p).isInsideNoise());
    }

    @Test
    void pairsTakeOutWhatSeedsDoToBoth() {
        double[] base = {40, 42, 44};
        double[] values = {41, 43.1, 44.9};
        SeedDifference paired = SeedDifference.ofPairs(values, base, 0.95);
        assertFalse(paired.isInsideNoise());
        assertTrue(paired.paired());
        assertTrue(SeedDifference.ofSeparate(values, base, 0.95).isInsideNoise());
    }

    @Test
    void oneMeasurementTellsNothingOfChance() {
        SeedDifference found = SeedDifference.ofSeparate(ONE, new double[] {43}, 0.95);
        assertEquals(45.45 - 43, found.difference(), ROUNDING);
        assertTrue(found.isInsideNoise() && Double.isInfinite(found.high()));
    }

    @Test
    void equalMeasurementsHaveNoNoise() {
        SeedDifference found = SeedDifference.ofSeparate(new double[] {2, 2}, new double[] {1, 1}, 0.95);
        assertEquals(1, found.low(), ROUNDING);
        assertThrows(IllegalArgumentException.class, () -> SeedDifference.ofSeparate(ONE, OTHER, 1));
    }
}
