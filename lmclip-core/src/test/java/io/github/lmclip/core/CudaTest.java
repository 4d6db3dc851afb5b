package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.github.lmclip.core.engine.Precision;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on a GPU beside training on the processor. */
@Tag("cuda")
class CudaTest {

    /** By how much losses of the same steps differ, relative: sums run in other orders. */
    private static final double LOSS = 2e-3;

    /** By how much losses in bfloat16 differ, relative. */
    private static final double BFLOAT16 = 3e-2;

    /** By how much features of the same weights differ, for vectors of length 1. */
    private static final float FEATURE = 1e-4f;

    @TempDir
    Path folder;

    @BeforeEach
    void needsGpu() {
        assumeTrue(Engine.getInstance().getGpuCount() > 0, "no GPU that the engine can use");
    }

    private static final class Losses implements ProgressListener {
        private final List<Double> values = new ArrayList<>();

        @Override
        public void onStep(StepReport step) {
            values.add(step.loss());
        }
    }

    private static LmClipBuilder start(Device device) {
        return LmClip.builder()
                .dataset(new SmallShapes(48, 24))
                .backbone(Backbone.TINY)
                .device(device)
                .training(options -> options.withEpochs(2).withBatchSize(8));
    }

    private static void assertClose(Losses expected, Losses found, double tolerance) {
        assertEquals(expected.values.size(), found.values.size());
        for (int step = 0; step < expected.values.size(); step++) {
            double wanted = expected.values.get(step);
            assertEquals(wanted, found.values.get(step), tolerance * Math.abs(wanted), "loss of step " + (step + 1));
        }
    }

    @Test
    void stepsAreThoseOfTheProcessor() {
        Losses cpu = new Losses();
        Losses gpu = new Losses();
        start(Device.cpu()).listener(cpu).train().close();
        start(Device.gpu()).listener(gpu).train().close();
        assertEquals(12, gpu.values.size());
        assertClose(cpu, gpu, LOSS);
    }

    /** The processor is the only second device of a machine with one GPU. */
    @Test
    void sharesOfTwoDevicesMakeTheStepsOfOne() {
        Losses one = new Losses();
        Losses two = new Losses();
        start(Device.gpu()).listener(one).train().close();
        start(Device.gpu()).replicas(Device.cpu()).listener(two).train().close();
        assertClose(one, two, LOSS);
    }

    @Test
    void checkpointingAndBfloat16TrainAlike() {
        Losses plain = new Losses();
        Losses recomputed = new Losses();
        Losses rounded = new Losses();
        LmClipBuilder gpu = start(Device.gpu());
        gpu.listener(plain).train().close();
        gpu.training(options -> options.withStep(options.step().withCheckpointing(true)))
                .listener(recomputed)
                .train()
                .close();
        gpu.training(options -> options.withStep(options.step().withPrecision(Precision.BF16)))
                .listener(rounded)
                .train()
                .close();
        assertClose(plain, recomputed, LOSS);
        assertClose(plain, rounded, BFLOAT16);
    }

    @Test
    void modelOpensOnTheProcessorWithTheSameFeatures() {
        List<String> texts = List.of("a photo of a red circle", "a photo of two squares");
        try (LmClip trained = start(Device.gpu()).train()) {
            trained.save(folder);
            float[][] expected = trained.embedTexts(texts);
            try (LmClip opened = LmClip.load(folder)) {
                float[][] found = opened.embedTexts(texts);
                for (int row = 0; row < found.length; row++) {
                    assertArrayEquals(expected[row], found[row], FEATURE, texts.get(row));
                }
            }
        }
    }

    @Test
    void stoppedRunGoesOnWhereItWas() {
        Losses whole = new Losses();
        start(Device.gpu()).listener(whole).train().close();
        Losses parts = new Losses();
        ProgressListener stop = new ProgressListener() {
            @Override
            public void onStep(StepReport step) {
                if (parts.values.size() == 5) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        LmClipBuilder run = start(Device.gpu()).runFolder(folder).resume().listener(parts);
        run.listener(stop).train().close();
        assertTrue(Thread.interrupted() && parts.values.size() == 5, parts.values.toString());
        run.train().close();
        assertClose(whole, parts, LOSS);
    }
}
