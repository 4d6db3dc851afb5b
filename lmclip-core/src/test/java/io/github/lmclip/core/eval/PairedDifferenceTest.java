package io.github.lmclip.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PairedDifferenceTest {

    private static final double CONFIDENCE = 0.95;

    /** The tables print three decimals. */
    private static final double TABLE = 5e-4;

    /** Differences 1, 2, 3, 4, 5: mean 3, deviation sqrt(2.5); Student's table has 2.776 for 4 degrees at 95 %. */
    @Test
    void agreesWithStudentsTable() {
        PairedDifference found =
                PairedDifference.of(new double[] {11, 22, 33, 44, 55}, new double[] {10, 20, 30, 40, 50}, CONFIDENCE);
        assertEquals(3, found.difference().mean());
        assertEquals(Math.sqrt(2.5), found.difference().deviation(), 1e-15);
        double reach = 2.776 * Math.sqrt(2.5 / 5);
        assertEquals(3 - reach, found.low(), TABLE);
        assertEquals(3 + reach, found.high(), TABLE);
        assertFalse(found.isInsideNoise());
    }

    @Test
    void seedsThatMoveBothMethodsDropOut() {
        double[] base = {0.10, 0.50, 0.90};
        double[] above = {0.11, 0.51, 0.91};
        PairedDifference found = PairedDifference.of(above, base, CONFIDENCE);
        assertEquals(0.01, found.difference().mean(), 1e-15);
        assertFalse(found.isInsideNoise());
        assertTrue(MeanAndDeviation.of(base).deviation() > 0.3);
    }

    @Test
    void onePairTellsNothingOfChance() {
        PairedDifference found = PairedDifference.of(new double[] {0.9}, new double[] {0.1}, CONFIDENCE);
        assertEquals(0.8, found.difference().mean(), 1e-15);
        assertEquals(Double.NEGATIVE_INFINITY, found.low());
        assertEquals(Double.POSITIVE_INFINITY, found.high());
        assertTrue(found.isInsideNoise());
    }

    @Test
    void equalMethodsAreInsideTheNoise() {
        assertTrue(PairedDifference.of(new double[] {0.3, 0.4}, new double[] {0.3, 0.4}, CONFIDENCE)
                .isInsideNoise());
    }

    @Test
    void refusesUnevenPairsAndImpossibleConfidence() {
        String uneven = assertThrows(
                        IllegalArgumentException.class,
                        () -> PairedDifference.of(new double[] {1}, new double[] {1, 2}, CONFIDENCE))
                .getMessage();
        assertEquals("expected as many values as base values, got 1 and 2", uneven);
        double[] one = {1};
        assertThrows(IllegalArgumentException.class, () -> PairedDifference.of(one, one, 1));
        assertThrows(IllegalArgumentException.class, () -> PairedDifference.of(one, one, Double.NaN));
    }
}
