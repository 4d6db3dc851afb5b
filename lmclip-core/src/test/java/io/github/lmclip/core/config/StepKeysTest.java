package io.github.lmclip.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import java.util.ArrayList;
import java.util.List;
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
        "network.prompt, a drawing of a {}"
    })
    void aKeyChangesWhatIsComputed(String key, String value) {
        assertNotEquals(losses(START), losses(START.with(key, value)));
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
