package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/** x W^T + b: [..., in] -> [..., out]. */
final class Linear extends ClipBlock {

    private final Parameter weight;
    private final Parameter bias;
    private final int out;

    Linear(String prefix, int in, int out) {
        super(prefix);
        this.out = out;
        weight = weight("weight", out, in);
        bias = weight("bias", out);
    }

    @Override
    NDArray compute(NDArray x, Pass pass) {
        return of(x, weight, bias, pass);
    }

    /** Returns x W^T + b in the precision of the pass, with what is added to W where it is adapted. */
    static NDArray of(NDArray x, Parameter weight, Parameter bias, Pass pass) {
        return pass.adapter(weight)
                .map(adapter -> adapter.linear(x, weight, bias, pass))
                .orElseGet(() -> ai.djl.nn.core.Linear.linear(
                                pass.narrowed(x), pass.narrowed(pass.of(weight)), pass.narrowed(pass.of(bias)))
                        .singletonOrThrow());
    }

    @Override
    Shape outputShape(Shape input) {
        return input.slice(0, input.dimension() - 1).add(out);
    }
}
