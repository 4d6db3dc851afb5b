package io.github.lmclip.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TrainingOptionsTest {

    private static final TrainingOptions START = TrainingOptions.defaults();

    private static void refuses(String message, Executable wrong) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, wrong).getMessage());
    }

    @Test
    void refusesWhatIsNoRun() {
        refuses("epochs must be >= 1, got 0", () -> START.withEpochs(0));
        refuses("epochs must be >= 1, got -3", () -> START.withEpochs(-3));
        refuses("batchSize must be >= 1, got 0", () -> START.withBatchSize(0));
        refuses("evaluateEvery must be >= 1, got 0", () -> START.withEvaluateEvery(0));
    }

    @Test
    void refusesWhatIsNoRate() {
        refuses("learningRate must be a finite number > 0, got NaN", () -> START.withLearningRate(Double.NaN));
        refuses("learningRate must be a finite number > 0, got 0.0", () -> START.withLearningRate(0));
        refuses("warmupUpdates must be >= 0, got -1", () -> Schedule.defaults().withWarmupUpdates(-1));
        refuses("imageTower must be a finite number >= 0, got NaN", () -> RateFactors.defaults()
                .withImageTower(Double.NaN));
        refuses("perBlock must be in (0, 1], got 0.0", () -> RateFactors.defaults()
                .withPerBlock(0));
        refuses("perBlock must be in (0, 1], got 1.5", () -> RateFactors.defaults()
                .withPerBlock(1.5));
    }

    @Test
    void refusesWhatIsNoUpdate() {
        refuses("clipNorm must be a finite number > 0, got 0.0; leave it out for none", () -> GradientOptions.defaults()
                .withClipNorm(OptionalDouble.of(0)));
        refuses("batchesPerUpdate must be >= 1, got 0", () -> GradientOptions.defaults()
                .withBatchesPerUpdate(0));
        refuses("emaDecay must be in [0, 1), got 1.0", () -> START.withEmaDecay(OptionalDouble.of(1)));
        refuses("emaDecay must be in [0, 1), got NaN", () -> START.withEmaDecay(OptionalDouble.of(Double.NaN)));
        refuses(
                "maxLogitScale must be a finite number > 0, got 0.0",
                () -> START.withMaxLogitScale(OptionalDouble.of(0)));
    }

    @Test
    void refusesWhatIsNoChoice() {
        refuses("holdout must be inside (0, 1), got 1.0", () -> START.withHoldout(OptionalDouble.of(1)));
        refuses("patience must be >= 1, got 0", () -> EarlyStopping.defaults().withPatience(0));
        refuses("imageBlocks and textBlocks must be >= 0, got -1 and 0", () -> Freezing.defaults()
                .withImageBlocks(-1));
    }
}
