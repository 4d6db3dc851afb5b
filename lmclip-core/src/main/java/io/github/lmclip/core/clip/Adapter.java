package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import io.github.lmclip.core.engine.HostMemory;

/**
 * The low-rank addition to one matrix W [out, in].
 *
 * @param down A, [rank, in]
 * @param up B, [out, rank]
 * @param scale alpha / rank
 */
record Adapter(Parameter down, Parameter up, double scale) {

    /** Returns W + scale * B A, [out, in]. */
    NDArray merged(NDArray weight) {
        return weight.add(up.getArray().matMul(down.getArray()).mul((float) scale));
    }

    /**
     * Returns x (W + scale * B A)^T + b. In training the addition is a path of its own, so that no gradient of W's size is
     * computed; otherwise the matrices are added first, which gives the bits of the merged network.
     */
    NDArray linear(NDArray x, Parameter weight, Parameter bias, Pass pass) {
        if (!pass.training()) {
            return map(x, merged(pass.of(weight)), pass.of(bias));
        }
        NDArray input = pass.narrowed(x);
        NDArray few = scaled(map(input, pass.narrowed(pass.of(down))));
        return map(input, pass.narrowed(pass.of(weight)), pass.narrowed(pass.of(bias)))
                .add(map(few, pass.narrowed(pass.of(up))));
    }

    /** Multiplies by a number that the way back may read: DJL's {@code mul(Number)} leaves it in Java's memory. */
    private NDArray scaled(NDArray x) {
        return x.mul(HostMemory.owned(x.getManager().create((float) scale)));
    }

    private static NDArray map(NDArray x, NDArray weight) {
        return ai.djl.nn.core.Linear.linear(x, weight).singletonOrThrow();
    }

    private static NDArray map(NDArray x, NDArray weight, NDArray bias) {
        return ai.djl.nn.core.Linear.linear(x, weight, bias).singletonOrThrow();
    }
}
