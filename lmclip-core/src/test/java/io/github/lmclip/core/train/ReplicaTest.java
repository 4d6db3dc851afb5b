package io.github.lmclip.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.ClipExtras;
import io.github.lmclip.core.clip.Lora;
import io.github.lmclip.losses.BalancedAsymmetricLoss;
import io.github.lmclip.losses.ContrastiveLoss;
import io.github.lmclip.losses.Loss;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several copies of a network, here on one processor, take the step of one network. */
class ReplicaTest {

    /** Of float32 sums in another order, relative to the largest entry of a parameter's gradient, or to the loss. */
    private static final double TOLERANCE = 2e-4;

    private static final Loss OBJECTIVE =
            new ContrastiveLoss().plus(BalancedAsymmetricLoss.defaults().times(5));

    private static final TrainingOptions OPTIONS =
            TrainingOptions.defaults().withEpochs(2).withLearningRate(1e-4).withSamplingPower(0);

    private static final TrainingOptions FROZEN = OPTIONS.withFreezing(StepFixture.STATISTICS);

    private static List<Device> processors(int count) {
        return Collections.nCopies(count, Device.cpu());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6})
    void haveTheGradientOfOneNetwork(int replicas) {
        StepResult one = StepResult.of(Backbone.TINY, OBJECTIVE, OPTIONS, List.of());
        StepResult several = StepResult.of(Backbone.TINY, OBJECTIVE, OPTIONS, processors(replicas));
        assertEquals(one.loss(), several.loss(), TOLERANCE * Math.abs(one.loss()));
        double difference = one.differenceFrom(several);
        assertTrue(difference < TOLERANCE, "difference " + difference);
    }

    @Test
    void haveTheGradientOfOneResNetOfFrozenStatistics() {
        Backbone backbone = StepFixture.tinyResNet();
        StepResult one = StepResult.of(backbone, OBJECTIVE, FROZEN, List.of());
        double difference = one.differenceFrom(StepResult.of(backbone, OBJECTIVE, FROZEN, processors(1)));
        assertTrue(difference < TOLERANCE, "difference " + difference);
    }

    @Test
    void haveTheGradientOfOneNetworkWithAdapters() {
        TrainingOptions adapted = OPTIONS.withLora(Optional.of(Lora.defaults()));
        StepResult one = StepResult.of(Backbone.TINY, OBJECTIVE, adapted, List.of());
        assertTrue(
                one.gradients().keySet().stream().anyMatch(name -> name.contains("lora")),
                "" + one.gradients().keySet());
        double difference = one.differenceFrom(StepResult.of(Backbone.TINY, OBJECTIVE, adapted, processors(1)));
        assertTrue(difference < TOLERANCE, "difference " + difference);
    }

    private static List<Double> losses(int replicas) {
        List<Double> losses = new ArrayList<>();
        ProgressListener listener = new ProgressListener() {
            @Override
            public void onStep(StepReport step) {
                losses.add(step.loss());
            }
        };
        try (StepFixture fixture = new StepFixture(Backbone.TINY, ClipExtras.none(), processors(replicas))) {
            new ClipTrainer(fixture.clip(), OBJECTIVE, fixture.data(), OPTIONS, listener, RunMemory.NONE)
                    .train(List::of);
        }
        return losses;
    }

    /** Only if every copy follows the parameters from step to step. */
    @Test
    void trainAsOneNetwork() {
        List<Double> one = losses(0);
        List<Double> two = losses(1);
        assertEquals(6, one.size());
        for (int i = 0; i < one.size(); i++) {
            assertEquals(one.get(i), two.get(i), 10 * TOLERANCE * Math.abs(one.get(i)), "step " + i);
        }
    }

    @Test
    void trainTwiceTheSame() {
        assumeTrue(Engine.getInstance().getGpuCount() == 0, "a GPU sums in an order that is not fixed");
        assertEquals(losses(1), losses(1));
    }

    @Test
    void areRefusedWhereABatchMustNotBeParted() {
        IllegalArgumentException statistics =
                assertThrows(IllegalArgumentException.class, () -> prepare(StepFixture.tinyResNet(), OPTIONS));
        assertTrue(statistics.getMessage().contains("normalises by the statistics of the whole batch"));
        TrainingOptions parts = FROZEN.withStep(StepOptions.defaults().withMicroBatch(OptionalInt.of(4)));
        IllegalArgumentException both =
                assertThrows(IllegalArgumentException.class, () -> prepare(Backbone.TINY, parts));
        assertTrue(both.getMessage().startsWith("replicas and microBatch both part a batch"));
    }

    private static void prepare(Backbone backbone, TrainingOptions options) {
        try (StepFixture fixture = new StepFixture(backbone, ClipExtras.none(), processors(1))) {
            new ClipTrainer(
                    fixture.clip(), OBJECTIVE, fixture.data(), options, new ProgressListener() {}, RunMemory.NONE);
        }
    }
}
