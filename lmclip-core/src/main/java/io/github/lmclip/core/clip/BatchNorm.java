package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.function.Predicate;

/**
 * Batch normalisation over [N, C, H, W], epsilon 1e-5. In training it uses the statistics of the batch and moves the
 * running ones a tenth of the way towards them, unless frozen.
 */
final class BatchNorm extends ClipBlock {

    private static final float EPSILON = 1e-5f;

    /** The share of the old running statistic that is kept, DJL's reading of the word. */
    private static final float MOMENTUM = 0.9f;

    /** All of the old: a repeated pass has no effect. */
    private static final float KEPT = 1;

    private final Parameter weight;
    private final Parameter bias;
    private final Parameter mean;
    private final Parameter variance;
    private boolean frozen;

    BatchNorm(String prefix, int channels) {
        super(prefix);
        weight = weight("weight", channels);
        bias = weight("bias", channels);
        mean = statistic("running_mean", channels);
        variance = statistic("running_var", channels);
    }

    @Override
    void freezeStatistics(Predicate<String> chosen) {
        frozen = chosen.test(mean.getName());
    }

    @Override
    NDArray compute(NDArray x, Pass pass) {
        return ai.djl.nn.norm.BatchNorm.batchNorm(
                        x,
                        pass.of(mean),
                        pass.of(variance),
                        pass.of(weight),
                        pass.of(bias),
                        1,
                        pass.again() ? KEPT : MOMENTUM,
                        EPSILON,
                        pass.batchStatistics() && !frozen)
                .singletonOrThrow();
    }

    @Override
    Shape outputShape(Shape input) {
        return input;
    }
}
