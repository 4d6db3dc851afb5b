package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.lmclip.core.engine.TorchOps;

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
        NDArray attended = x.add(attend(norm1.compute(x, pass), pass));
        NDArray hidden = activate(expand.compute(norm2.compute(attended, pass), pass));
        return attended.add(contract.compute(hidden, pass));
    }

    private NDArray activate(NDArray x) {
        return switch (sizes.activation()) {
            case QUICK_GELU -> ops.quickGelu(x);
            case GELU -> ops.gelu(x);
        };
    }

    private NDArray attend(NDArray x, Pass pass) {
        Shape shape = x.getShape();
        NDArray qkv = ai.djl.nn.core.Linear.linear(x, pass.of(inWeight), pass.of(inBias))
                .singletonOrThrow()
                .reshape(shape.get(0), shape.get(1), 3, sizes.heads(), shape.get(2) / sizes.heads());
        return outProjection.compute(ops.attention(qkv, sizes.causal()), pass);
    }

    @Override
    Shape outputShape(Shape input) {
        return input;
    }
}
