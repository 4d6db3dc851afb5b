package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/** Layer normalisation over the last axis, epsilon 1e-5. */
final class LayerNorm extends ClipBlock {

    private static final float EPSILON = 1e-5f;

    private final Parameter weight;
    private final Parameter bias;
    private final Shape normalized;

    LayerNorm(String prefix, int width) {
        super(prefix);
        normalized = new Shape(width);
        weight = weight("weight", width);
        bias = weight("bias", width);
    }

    @Override
    NDArray compute(NDArray x, Pass pass) {
        return ai.djl.nn.norm.LayerNorm.layerNorm(x, normalized, pass.of(weight), pass.of(bias), EPSILON)
                .singletonOrThrow();
    }

    @Override
    Shape outputShape(Shape input) {
        return input;
    }
}
