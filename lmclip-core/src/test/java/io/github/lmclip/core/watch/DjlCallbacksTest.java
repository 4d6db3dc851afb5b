package io.github.lmclip.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.training.Trainer;
import ai.djl.training.listener.EarlyStoppingListener;
import ai.djl.training.listener.EpochTrainingListener;
import ai.djl.training.listener.SaveModelTrainingListener;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.listener.TrainingListenerAdapter;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.SmallShapes;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.train.EpochReport;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DjlCallbacksTest {

    private static final int EPOCHS = 3;

    private final List<String> calls = new ArrayList<>();
    private final List<StepReport> steps = new ArrayList<>();
    private final List<EpochReport> epochs = new ArrayList<>();
    private final List<Map<String, Float>> results = new ArrayList<>();

    private int counted;

    private final LmClipBuilder start = LmClip.builder()
            .dataset(new SmallShapes(16, 12))
            .backbone(Backbone.TINY)
            .training(options -> options.withEpochs(EPOCHS).withBatchSize(6))
            .listener(new ProgressListener() {
                @Override
                public void onStep(StepReport step) {
                    steps.add(step);
                }

                @Override
                public void onEpoch(EpochReport epoch) {
                    epochs.add(epoch);
                }
            });

    /** Writes down what it is called with. */
    private final TrainingListener scribe = new TrainingListenerAdapter() {
        @Override
        public void onTrainingBegin(Trainer trainer) {
            calls.add("begin " + (trainer.getModel().getBlock() instanceof Clip));
        }

        @Override
        public void onTrainingBatch(Trainer trainer, BatchData data) {
            calls.add("batch %d/%d of %d"
                    .formatted(
                            data.getBatch().getProgress(),
                            data.getBatch().getProgressTotal(),
                            data.getBatch().getSize()));
        }

        @Override
        public void onEpoch(Trainer trainer) {
            calls.add("epoch");
            results.add(Map.copyOf(trainer.getTrainingResult().getEvaluations()));
            counted = trainer.getTrainingResult().getEpoch();
        }

        @Override
        public void onTrainingEnd(Trainer trainer) {
            calls.add("end");
        }
    };

    private LmClipBuilder with(TrainingListener... listeners) {
        LmClipBuilder builder = start;
        for (TrainingListener listener : listeners) {
            builder = builder.listener(listener);
        }
        return builder;
    }

    @Test
    void callsInOrder() {
        with(scribe).train().close();
        List<String> epoch = List.of("batch 1/3 of 6", "batch 2/3 of 6", "batch 3/3 of 4", "epoch");
        List<String> expected = new ArrayList<>(List.of("begin true"));
        for (int i = 0; i < EPOCHS; i++) {
            expected.addAll(epoch);
        }
        expected.add("end");
        assertEquals(expected, calls);
    }

    @Test
    void djlsOwnListenersSeeLossAndScore() {
        TrainingListener[] basic = TrainingListener.Defaults.logging();
        with(basic).listener(scribe).train().close();
        for (int i = 0; i < EPOCHS; i++) {
            int epoch = i + 1;
            double loss = steps.stream()
                    .filter(step -> step.epoch() == epoch)
                    .mapToDouble(StepReport::loss)
                    .average()
                    .orElseThrow();
            assertEquals((float) loss, results.get(i).get("train_objective"), 1e-6);
            assertEquals(
                    (float) epochs.get(i)
                            .evaluations()
                            .get(0)
                            .meanAveragePrecision()
                            .total(),
                    results.get(i).get("validate_mAP"));
        }
        assertEquals(EPOCHS, counted);
    }

    @Test
    void aListenerMayEndTheRun() {
        TrainingListener impatient = EarlyStoppingListener.builder()
                .optEpochPatience(1)
                .optMinEpochs(1)
                .optEarlyStopPctImprovement(1e6)
                .optMonitoredMetric("validate_mAP")
                .build();
        with(new EpochTrainingListener(), new ai.djl.training.listener.EvaluatorTrainingListener(), impatient, scribe)
                .train()
                .close();
        assertEquals(2, epochs.size());
        assertEquals("end", calls.get(calls.size() - 1));
    }

    @Test
    void refusesDjlsListenerThatSaves() {
        String message = assertThrows(
                        IllegalArgumentException.class, with(new SaveModelTrainingListener("models"))::train)
                .getMessage();
        assertTrue(message.contains("runFolder(...) keeps the last and best models"), message);
    }

    @Test
    void changesNothing() {
        with(TrainingListener.Defaults.logging()).train().close();
        List<Double> watched = steps.stream().map(StepReport::loss).toList();
        steps.clear();
        start.train().close();
        assertEquals(watched, steps.stream().map(StepReport::loss).toList());
    }
}
