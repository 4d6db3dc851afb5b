package io.github.lmclip.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MeanAndDeviationTest {

    private static final double EXACT = 1e-15;

    /** Worked by hand: mean 5, squares of the distances 9, 1, 1, 1, 0, 0, 4, 16 sum to 32, and 32 / 7. */
    @Test
    void dividesByOneLessThanTheCount() {
        MeanAndDeviation found = MeanAndDeviation.of(2, 4, 4, 4, 5, 5, 7, 9);
        assertEquals(8, found.count());
        assertEquals(5, found.mean(), EXACT);
        assertEquals(Math.sqrt(32 / 7.0), found.deviation(), EXACT);
        assertEquals(Math.sqrt(32 / 7.0 / 8), found.standardError(), EXACT);
    }

    /** The sum of squares minus the square of the sum would lose all digits here. */
    @Test
    void keepsItsDigitsFarFromZero() {
        MeanAndDeviation found = MeanAndDeviation.of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16);
        assertEquals(1e9 + 10, found.mean());
        assertEquals(Math.sqrt(30), found.deviation(), EXACT);
    }

    @Test
    void oneValueHasNoDeviation() {
        MeanAndDeviation found = MeanAndDeviation.of(0.4);
        assertEquals(0.4, found.mean());
        assertTrue(Double.isNaN(found.deviation()));
    }

    @Test
    void refusesWhatIsNoMeasurement() {
        assertThrows(IllegalArgumentException.class, MeanAndDeviation::of);
        String said = assertThrows(IllegalArgumentException.class, () -> MeanAndDeviation.of(1, Double.NaN))
                .getMessage();
        assertEquals("value 1 is NaN, expected a finite number", said);
    }
}
