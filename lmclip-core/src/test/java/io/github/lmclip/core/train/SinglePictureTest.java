package io.github.lmclip.core.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.lmclip.core.clip.ClipExtras;
import io.github.lmclip.losses.BalancedAsymmetricLoss;
import io.github.lmclip.losses.Loss;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A batch of one picture under norms that use the statistics of batches. */
class SinglePictureTest {

    private static final Loss OBJECTIVE = BalancedAsymmetricLoss.defaults();

    private static final String STATISTIC = "visual.bn1.running_mean";

    @Test
    void isRefusedAsTheSizeOfAllBatches() {
        TrainingOptions one = TrainingOptions.defaults().withBatchSize(1);
        try (StepFixture fixture = new StepFixture(StepFixture.tinyResNet(), ClipExtras.none())) {
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> StepRequirements.check(fixture.clip(), fixture.data(), one))
                    .getMessage();
            assertEquals(
                    "batchSize must be >= 2, got 1: TINY-RN normalises by the statistics of its batch, and one picture has"
                            + " none; freezing.batchNormStatistics normalises by the running ones",
                    message);
            StepRequirements.check(fixture.clip(), fixture.data(), one.withFreezing(StepFixture.STATISTICS));
        }
        try (StepFixture fixture = StepFixture.tiny()) {
            StepRequirements.check(fixture.clip(), fixture.data(), one);
        }
    }

    /** The last batch of an epoch, or one whose other pictures are broken. */
    @Test
    void isNormalisedByTheRunningStatisticsWhichItLeavesAlone() {
        double running = loss(true, 1);
        assertEquals(running, loss(false, 1));
        assertFalse(loss(true, 4) == loss(false, 4));
    }

    private static double loss(boolean frozen, int pictures) {
        Freezing freezing = Freezing.defaults().withBatchNormStatistics(frozen);
        try (StepFixture fixture = new StepFixture(StepFixture.tinyResNet(), ClipExtras.none())) {
            freezing.applyToStatistics(fixture.clip());
            TrainingStep step =
                    fixture.step(OBJECTIVE, TrainingOptions.defaults().withFreezing(freezing));
            float[] before = statistic(fixture);
            double loss = step.run(fixture.batch(0, pictures), 0).loss();
            if (frozen || pictures == 1) {
                assertArrayEquals(before, statistic(fixture));
            } else {
                assertFalse(Arrays.equals(before, statistic(fixture)));
            }
            return loss;
        }
    }

    private static float[] statistic(StepFixture fixture) {
        return fixture.clip().parameters().get(STATISTIC).getArray().toFloatArray();
    }
}
