package io.github.lmclip.core.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.Lora;
import io.github.lmclip.losses.BalancedAsymmetricLoss;
import io.github.lmclip.losses.ContrastiveLoss;
import io.github.lmclip.losses.Loss;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A garbage collection between the way there and the way back, whose freed memory is written over, changes no gradient. */
class StepCollectionTest {

    /** Of float32 sums in another order, relative to the largest entry of a parameter's gradient. */
    private static final double TOLERANCE = 2e-4;

    private static final TrainingOptions OPTIONS = TrainingOptions.defaults().withSamplingPower(0);

    private static final Loss OBJECTIVE =
            new ContrastiveLoss().plus(BalancedAsymmetricLoss.defaults().times(5));

    private static final Loss COLLECTING = OBJECTIVE.plus(batch -> {
        overwriteFreedMemory();
        return batch.logits().orElseThrow().stopGradient().sum();
    });

    /** How a step is computed. */
    private enum Way {
        WHOLE(OPTIONS, 0),
        MICRO_BATCHES(OPTIONS.withStep(StepOptions.defaults().withMicroBatch(OptionalInt.of(4))), 0),
        CHECKPOINTING(OPTIONS.withStep(StepOptions.defaults().withCheckpointing(true)), 0),
        ADAPTERS(OPTIONS.withLora(Optional.of(Lora.defaults())), 0),
        REPLICAS(OPTIONS, 2);

        private final TrainingOptions options;
        private final int replicas;

        Way(TrainingOptions options, int replicas) {
            this.options = options;
            this.replicas = replicas;
        }

        private StepResult step(Loss objective) {
            return StepResult.of(Backbone.TINY, objective, options, Collections.nCopies(replicas, Device.cpu()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void gradientSurvivesACollection(Way way) {
        double difference = way.step(OBJECTIVE).differenceFrom(way.step(COLLECTING));
        assertTrue(difference < TOLERANCE, "difference " + difference);
    }

    private static void overwriteFreedMemory() {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            System.gc();
            for (int i = 1; i <= 200; i++) {
                ByteBuffer buffer = ByteBuffer.allocateDirect(i << 12);
                while (buffer.hasRemaining()) {
                    buffer.put((byte) 0x7f);
                }
                buffers.add(buffer);
            }
        }
    }
}
