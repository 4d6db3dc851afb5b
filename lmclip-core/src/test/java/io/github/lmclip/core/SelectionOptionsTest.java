package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.train.EarlyStopping;
import io.github.lmclip.core.train.EpochReport;
import io.github.lmclip.core.train.StepReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a run goes on, and by which pictures its best models are chosen. */
class SelectionOptionsTest {

    @TempDir
    private Path folder;

    private TrainedRun endless(EarlyStopping rule, int evaluateEvery, boolean resume) {
        LmClipBuilder start = LmClip.builder().dataset(new SmallShapes(48, 24)).backbone(Backbone.TINY);
        return TrainedRun.of(folder, resume ? start.resume() : start, options -> options.withEpochs(9)
                .withBatchSize(24)
                .withLearningRate(1e-30)
                .withEvaluateEvery(evaluateEvery)
                .withEarlyStopping(Optional.of(rule)));
    }

    @Test
    void aRunThatGetsNoBetterEndsAfterItsPatience() {
        EarlyStopping rule = EarlyStopping.defaults().withPatience(2);
        assertEquals(3, endless(rule, 1, false).epochs().size());
        assertEquals(List.of(), endless(rule, 1, true).epochs());
        assertEquals(6, endless(rule, 2, false).epochs().size());
        assertEquals(
                3,
                endless(rule.withMeasure(EarlyStopping.Measure.TAIL), 1, false)
                        .epochs()
                        .size());
    }

    @Test
    void aRunThatGetsBetterGoesOn() {
        TrainedRun run = TrainedRun.of(
                folder,
                LmClip.builder()
                        .dataset(new SmallShapes(48, 24))
                        .backbone(TrainedRun.SMALL_RESNET)
                        .randomWeights(1),
                options -> options.withEpochs(6)
                        .withEarlyStopping(Optional.of(EarlyStopping.defaults().withPatience(1))));
        double best = 0;
        for (EpochReport epoch : run.epochs()) {
            double total = epoch.evaluations().get(0).meanAveragePrecision().total();
            boolean last = epoch.epoch() == run.epochs().size();
            assertTrue(total > best || last, "epoch " + epoch.epoch());
            best = Math.max(best, total);
        }
        assertTrue(run.epochs().size() > 1);
    }

    @Test
    void aHeldOutPartIsNotTrainedOnButChosenBy() {
        LmClipBuilder start = LmClip.builder().dataset(new SmallShapes(48, 24)).backbone(Backbone.TINY);
        TrainedRun run = TrainedRun.of(folder, start, options -> options.withHoldout(OptionalDouble.of(0.25)));
        int trained = run.steps().stream().mapToInt(StepReport::images).sum();
        int selected = run.epochs().get(0).evaluations().get(0).images();
        assertEquals(48, trained + selected);
        assertEquals(12, selected, 3);
        assertTrue(Files.exists(folder.resolve("best_valid_mAP.safetensors")));
        try (LmClip model = start.training(
                        options -> options.withEpochs(1).withBatchSize(8).withHoldout(OptionalDouble.of(0.25)))
                .train()) {
            assertEquals(24, model.evaluate().images());
        }
    }

    @Test
    void aHeldOutPartLeavesEnoughForABatch() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> TrainedRun.of(folder, 16, options -> options.withHoldout(OptionalDouble.of(0.9))))
                .getMessage();
        assertTrue(message.startsWith("training.batchSize must be at most the "), message);
    }
}
