package io.github.lmclip.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.Lora;
import io.github.lmclip.core.engine.Precision;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MemoryEstimateTest {

    private static final TrainingOptions PUBLISHED = TrainingOptions.defaults();

    /** Nodes of 20 prompts and 8 captions. */
    private static final int POSITIONS = 110;

    private static MemoryEstimate estimate(Backbone backbone, StepOptions step) {
        return MemoryEstimate.of(backbone, PUBLISHED.withStep(step), POSITIONS);
    }

    @Test
    void countsFourArraysOfTheParameters() {
        MemoryEstimate found = estimate(Backbone.VIT_B_16, PUBLISHED.step());
        // 149,620,737 parameters, as OpenAI published them
        assertEquals(4 * 4 * 149_620_737L, found.parameters());
        TrainingOptions averaged = PUBLISHED.withEmaDecay(OptionalDouble.of(0.999));
        assertEquals(
                5 * 4 * 149_620_737L,
                MemoryEstimate.of(Backbone.VIT_B_16, averaged, POSITIONS).parameters());
    }

    @Test
    void checkpointingKeepsAFewTenths() {
        for (Backbone backbone : new Backbone[] {Backbone.RN50, Backbone.VIT_B_16}) {
            long whole = estimate(backbone, PUBLISHED.step()).activations();
            long few =
                    estimate(backbone, PUBLISHED.step().withCheckpointing(true)).activations();
            assertTrue(few < 0.4 * whole, backbone.name() + ": " + few + " of " + whole);
        }
    }

    @Test
    void countsWhatIsFrozenOnceAndKeepsNothingBelowIt() {
        Freezing images = PUBLISHED.freezing().withImageTower(true);
        MemoryEstimate texts = MemoryEstimate.of(Backbone.VIT_B_16, PUBLISHED.withFreezing(images), POSITIONS);
        MemoryEstimate whole = estimate(Backbone.VIT_B_16, PUBLISHED.step());
        // the image tower has 86,192,640 parameters
        assertEquals(3 * 4 * 86_192_640L, whole.parameters() - texts.parameters());
        assertTrue(texts.activations() < 0.1 * whole.activations(), texts + " of " + whole);
        MemoryEstimate half = MemoryEstimate.of(
                Backbone.VIT_B_16, PUBLISHED.withFreezing(PUBLISHED.freezing().withImageBlocks(6)), POSITIONS);
        assertEquals(0.55, (double) half.activations() / whole.activations(), 0.05);
    }

    @Test
    void countsLowRankAdditionsInThePlaceOfWeights() {
        TrainingOptions adapted = PUBLISHED.withLora(Optional.of(Lora.defaults().withRank(4)));
        long weights = 4 * 149_620_737L;
        long added = MemoryEstimate.of(Backbone.VIT_B_16, adapted, POSITIONS).parameters() - weights;
        // per block and width w: 4 * (3w + w), 4 * 2w, 4 * 5w, 4 * 5w; both towers have 12
        assertEquals(4L * 4 * 4 * 16 * 12 * (768 + 512), added);
    }

    @Test
    void microBatchesKeepTheirShare() {
        long whole = estimate(Backbone.VIT_B_16, PUBLISHED.step()).activations();
        long half = estimate(Backbone.VIT_B_16, PUBLISHED.step().withMicroBatch(OptionalInt.of(4)))
                .activations();
        assertEquals(0.5, (double) half / whole, 1e-3);
    }

    @Test
    void bfloat16KeepsLess() {
        long whole = estimate(Backbone.VIT_B_16, PUBLISHED.step()).activations();
        long narrow = estimate(Backbone.VIT_B_16, PUBLISHED.step().withPrecision(Precision.BF16))
                .activations();
        assertTrue(narrow < 0.75 * whole, narrow + " of " + whole);
    }

    @Test
    void advisesWhatIsNotUsedYet() {
        assertTrue(MemoryEstimate.advice(PUBLISHED).contains("training.step.checkpointing = true"));
        StepOptions step = PUBLISHED.step().withCheckpointing(true).withMicroBatch(OptionalInt.of(1));
        String advice = MemoryEstimate.advice(PUBLISHED.withStep(step));
        assertFalse(advice.contains("checkpointing") || advice.contains("Batch"), advice);
    }

    @Test
    void saysItsSumInWords() {
        MemoryEstimate found = new MemoryEstimate(500_000_000, 2_000_000_000, 1_500_000_000, 100_000_000);
        assertEquals(4_100_000_000L, found.total());
        assertEquals(
                "training takes about 4.1 GB at its peak (2.0 for parameters, gradients and moments, 1.5 for what a step"
                        + " keeps, 0.6 for the rest)",
                found.words());
    }

    @Test
    void knowsTheMachine() {
        assertTrue(MemoryEstimate.of(Device.cpu()) > Runtime.getRuntime().totalMemory());
    }
}
