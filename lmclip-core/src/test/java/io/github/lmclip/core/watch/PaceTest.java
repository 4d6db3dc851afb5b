package io.github.lmclip.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.train.StepReport;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final int EPOCHS = 4;
    private static final int STEPS = 10;
    private static final int IMAGES = 8;

    private long now = 7;
    private final Pace pace = new Pace(() -> now);

    private void step(int epoch, int step, double seconds) {
        now += Math.round(seconds * 1e9);
        pace.take(new StepReport(epoch, EPOCHS, step, STEPS, IMAGES, 1, Map.of(), 1e-5, 1));
    }

    @Test
    void knowsNothingBeforeTheSecondStep() {
        step(1, 1, 100);
        assertTrue(Double.isNaN(pace.imagesPerSecond()));
        assertEquals(Optional.empty(), pace.left());
    }

    @Test
    void countsStepsAndWhatLiesBetweenEpochs() {
        for (int i = 1; i <= STEPS; i++) {
            step(1, i, 2);
        }
        assertEquals(IMAGES / 2.0, pace.imagesPerSecond(), 1e-9);
        assertEquals(Optional.of(Duration.ofSeconds(3 * STEPS * 2)), pace.left());
        // the evaluation took 28 seconds, the step itself 2
        step(2, 1, 30);
        assertEquals(Optional.of(Duration.ofSeconds((2 * STEPS + 9) * 2 + 3 * 28)), pace.left());
        assertEquals(IMAGES / 2.0, pace.imagesPerSecond(), 1e-9);
    }

    @Test
    void followsARunThatGoesOnInTheMiddle() {
        step(3, 7, 100);
        step(3, 8, 1);
        assertEquals(Optional.of(Duration.ofSeconds(STEPS + 2)), pace.left());
    }

    @Test
    void followsAChangeOfSpeed() {
        for (int i = 1; i <= STEPS; i++) {
            step(1, i, 1);
        }
        for (int i = 0; i < 200; i++) {
            step(1, STEPS, 4);
        }
        assertEquals(2, pace.imagesPerSecond(), 0.01);
    }

    @Test
    void isNeverNegative() {
        for (int i = 1; i <= STEPS; i++) {
            step(1, i, i == 4 ? 0 : 1);
        }
        step(2, 1, 0);
        assertTrue(pace.left().orElseThrow().toMillis() > 0);
    }
}
