package io.github.lmclip.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.lmclip.core.engine.EngineThreads;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key that says what a step sees or computes changes the losses of a run's first steps, and a default does not. */
class StepKeysTest {

    private static final int STEPS = 2;

    private static final Configuration START = Configuration.quickstart().with("training.batchSize", "48");

    @AfterEach
    void clearInterruption() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @CsvSource({
        "training.sampler, shuffled",
        "training.sampler, one-class",
        "training.samplingPower, 2",
        "training.augmentation.flip, false",
        "training.augmentation.crop, defaults",
        "training.augmentation.jitter, defaults",
        "training.augmentation.randAugment, defaults",
        "loss.positives, equal-captions",
        "loss.positives, shared-classes",
        "network.prompt, a drawing of a {}",
        "training.step.labelRefresh, 2",
        "training.step.labels, trained"
    })
    void aKeyChangesWhatIsComputed(String key, String value) {
        assertNotEquals(losses(START), losses(START.with(key, value)));
    }

    @Test
    void partsOfABatchGiveTheSameLosses() {
        List<Double> whole = losses(START);
        List<Double> parts = losses(START.with("training.step.microBatch", "20"));
        for (int step = 0; step < STEPS; step++) {
            assertEquals(whole.get(step), parts.get(step), 1e-3 * whole.get(step), "step " + step);
        }
        assertEquals(
                OptionalInt.of(20),
                START.with("training.step.microBatch", "20").training().step().microBatch());
    }

    @Test
    void threadsAreTheEngines() {
        int before = EngineThreads.number();
        try {
            losses(START.with("machine.threads", "1"));
            assertEquals(1, EngineThreads.number());
        } finally {
            EngineThreads.use(before);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "machine.device  | gpu | machine.device=gpu: device must be cpu or cuda:N, got \"gpu\"",
                "machine.threads | 0   | machine.threads=0: threads must be >= 1, got 0"
            })
    void aWrongMachineIsSaid(String key, String value, String message) {
        assertEquals(
                message,
                assertThrows(ConfigurationException.class, () -> START.with(key, value))
                        .getMessage());
    }

    @Test
    void theDefaultsAreWhatNobodySaid() {
        List<Double> losses = losses(START);
        assertEquals(
                losses, losses(START.with("training.sampler", "class-aware").with("loss.positives", "own-caption")));
    }

    private static List<Double> losses(Configuration configuration) {
        List<Double> losses = new ArrayList<>();
        ProgressListener listener = new ProgressListener() {
            @Override
            public void onStep(StepReport step) {
                losses.add(step.loss());
                if (losses.size() == STEPS) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        configuration.builder().listener(listener).train().close();
        Thread.interrupted();
        return losses;
    }
}
