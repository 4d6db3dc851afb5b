package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.lmclip.core.engine.TorchOps;

/** Attention of the mean pixel over itself and all pixels: [N, width, side, side] -> [N, D]. */
final class AttentionPool extends ClipBlock {

    private final TorchOps ops;
    private final int heads;
    private final int width;
    private final int embedding;
    private final Parameter positions;
    private final Linear query;
    private final Linear key;
    private final Linear value;
    private final Linear output;

    AttentionPool(String prefix, TorchOps ops, int side, int width, int heads, int embedding) {
        super(prefix);
        this.ops = ops;
        this.heads = heads;
        this.width = width;
        this.embedding = embedding;
        positions = weight("positional_embedding", (long) side * side + 1, width);
        key = part(new Linear(named("k_proj."), width, width));
        query = part(new Linear(named("q_proj."), width, width));
        value = part(new Linear(named("v_proj."), width, width));
        output = part(new Linear(named("c_proj."), width, embedding));
    }

    @Override
    NDArray compute(NDArray x, Pass pass) {
        NDArray pixels = x.reshape(x.getShape().get(0), width, -1).transpose(0, 2, 1);
        NDArray mean = pixels.mean(new int[] {1}, true);
        NDArray tokens = mean.concat(pixels, 1).add(pass.of(positions));
        NDArray q = split(query.compute(tokens.get(":, 0:1"), pass));
        NDArray k = split(key.compute(tokens, pass));
        NDArray v = split(value.compute(tokens, pass));
        return pass.widened(output.compute(ops.attention(q, k, v).reshape(-1, width), pass));
    }

    private NDArray split(NDArray x) {
        Shape shape = x.getShape();
        return x.reshape(shape.get(0), shape.get(1), heads, shape.get(2) / heads);
    }

    @Override
    Shape outputShape(Shape input) {
        return new Shape(input.get(0), embedding);
    }
}
