package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ScoreTest {

    private static final float ROUNDING = 1e-6f;
    private static final float[] COSINES = {0.3f, 0.1f};

    @Test
    void eachFollowsItsFormula() {
        assertArrayEquals(COSINES, Score.COSINE.of(COSINES, 10, 1));
        assertArrayEquals(new float[] {4, 2}, Score.LOGIT.of(COSINES, 10, 1), ROUNDING);
        float best = (float) (1 / (1 + Math.exp(-2)));
        assertArrayEquals(new float[] {best, 1 - best}, Score.SOFTMAX.of(COSINES, 10, 1), ROUNDING);
        float[] sigmoids = Score.sigmoid(10, -3).of(COSINES, 99, 99);
        assertArrayEquals(new float[] {0.5f, (float) (1 / (1 + Math.exp(2)))}, sigmoids, ROUNDING);
    }

    @Test
    void resultsNameTheirScore() {
        assertEquals("dog 0.250 (softmax)", new Prediction("dog", 0.25, Score.SOFTMAX).toString());
        assertEquals("sigmoid(10.0, -3.0)", Score.sigmoid(10, -3).label());
        assertThrows(IllegalArgumentException.class, () -> Score.sigmoid(Double.NaN, 0));
    }
}
