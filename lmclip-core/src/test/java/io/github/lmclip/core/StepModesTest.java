package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.engine.Precision;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepOptions;
import io.github.lmclip.core.train.StepReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Runs with checkpointing and in bfloat16, by option and by configuration. */
class StepModesTest {

    /** Relative error of a loss in bfloat16. */
    private static final double BFLOAT16_LOSS = 0.05;

    @Test
    void checkpointingEndsWithTheSameLosses() {
        assertEquals(losses(step -> step), losses(step -> step.withCheckpointing(true)));
    }

    @Test
    void bfloat16TrainsAlmostTheSame() {
        List<Double> plain = losses(step -> step);
        List<Double> rounded;
        try {
            rounded = losses(step -> step.withPrecision(Precision.BF16));
        } catch (IllegalStateException refused) {
            assertTrue(refused.getMessage().startsWith("precision BF16 is not for this machine"), refused.getMessage());
            Assumptions.abort(refused.getMessage());
            return;
        }
        assertNotEquals(plain, rounded);
        for (int i = 0; i < plain.size(); i++) {
            assertEquals(plain.get(i), rounded.get(i), BFLOAT16_LOSS * plain.get(i));
        }
    }

    @Test
    void configurationsSayBoth() {
        StepOptions said = Configuration.named("quickstart")
                .with("training.step.precision", "bf16")
                .with("training.step.checkpointing", "true")
                .training()
                .step();
        assertEquals(Precision.BF16, said.precision());
        assertTrue(said.checkpointing());
        assertEquals(Precision.FP32, StepOptions.defaults().precision());
    }

    private static List<Double> losses(UnaryOperator<StepOptions> mode) {
        List<Double> losses = new ArrayList<>();
        LmClip.builder()
                .dataset(new SmallShapes(16, 8))
                .backbone(Backbone.TINY)
                .device(Device.cpu())
                .training(options -> options.withEpochs(2).withBatchSize(8).withStep(mode.apply(options.step())))
                .listener(new ProgressListener() {
                    @Override
                    public void onStep(StepReport step) {
                        losses.add(step.loss());
                    }
                })
                .train()
                .close();
        return losses;
    }
}
