package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.lmclip.core.engine.TorchOps;
import java.util.Optional;

/** A pre-norm transformer block: x + attention(ln_1(x)), then x + mlp(ln_2(x)); [N, L, width] -> [N, L, width]. */
final class ResidualAttention extends ClipBlock {

    private final TorchOps ops;
    private final BlockSizes sizes;
    private final Parameter inWeight;
    private final Parameter inBias;
    private final Linear outProjection;
    private final LayerNorm norm1;
    private final LayerNorm norm2;
    private final Linear expand;
    private final Linear contract;

    ResidualAttention(String prefix, TorchOps ops, BlockSizes sizes) {
        super(prefix);
        this.ops = ops;
        this.sizes = sizes;
        int width = sizes.width();
        inWeight = weight("attn.in_proj_weight", 3L * width, width);
        inBias = weight("attn.in_proj_bias", 3L * width);
        outProjection = part(new Linear(named("attn.out_proj."), width, width));
        norm1 = part(new LayerNorm(named("ln_1."), width));
        norm2 = part(new LayerNorm(named("ln_2."), width));
        expand = part(new Linear(named("mlp.c_fc."), width, sizes.hidden()));
        contract = part(new Linear(named("mlp.c_proj."), sizes.hidden(), width));
    }

    @Override
    NDArray compute(NDArray x, Pass pass) {
        return compute(x, Optional.empty(), pass);
    }

    /** Runs the block as {@link #segment(NDArray, Pass)} does, with attention where {@code mask} lets it. */
    NDArray segment(NDArray x, Optional<NDArray> mask, Pass pass) {
        return segment(x, pass, wanted -> compute(x, mask, wanted));
    }

    private NDArray compute(NDArray x, Optional<NDArray> mask, Pass pass) {
        NDArray seen = outProjection.compute(ops.attention(queriesKeysValues(x, pass), mask), pass);
        return perceive(x.add(seen), pass);
    }

    /**
     * Returns the block's result at some positions only, [rows, width]: nothing else is computed from keys and values on.
     *
     * @param x [G, P, width]
     * @param mask where attention may look
     * @param rows positions among all G * P, int64 [rows]
     */
    NDArray computeRows(NDArray x, Optional<NDArray> mask, NDArray rows, Pass pass) {
        NDArray seen = ops.attention(queriesKeysValues(x, pass), mask);
        NDArray wanted = ops.rows(flat(seen), rows);
        return perceive(ops.rows(flat(x), rows).add(outProjection.compute(wanted, pass)), pass);
    }

    /** Returns the block's result at the first position of each sequence only, [N, width]. */
    NDArray computeFirst(NDArray x, Pass pass) {
        NDArray seen = flat(ops.firstAttention(queriesKeysValues(x, pass)));
        return perceive(x.get(":, 0").add(outProjection.compute(seen, pass)), pass);
    }

    private NDArray flat(NDArray x) {
        return x.reshape(-1, sizes.width());
    }

    private NDArray perceive(NDArray x, Pass pass) {
        NDArray hidden = activate(expand.compute(norm2.compute(x, pass), pass));
        return x.add(contract.compute(hidden, pass));
    }

    private NDArray activate(NDArray x) {
        return switch (sizes.activation()) {
            case QUICK_GELU -> ops.quickGelu(x);
            case GELU -> ops.gelu(x);
        };
    }

    private NDArray queriesKeysValues(NDArray x, Pass pass) {
        Shape shape = x.getShape();
        return Linear.of(norm1.compute(x, pass), inWeight, inBias, pass)
                .reshape(shape.get(0), shape.get(1), 3, sizes.heads(), shape.get(2) / sizes.heads());
    }

    @Override
    Shape outputShape(Shape input) {
        return input;
    }
}
