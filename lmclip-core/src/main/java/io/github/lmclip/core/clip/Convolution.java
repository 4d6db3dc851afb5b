package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;

/** A square convolution without bias, padded to keep the size but for its stride. */
final class Convolution extends ClipBlock {

    private final Parameter weight;
    private final int out;
    private final int stride;
    private final Shape strides;
    private final Shape padding;

    Convolution(String prefix, int in, int out, int kernel, int stride) {
        super(prefix);
        this.out = out;
        this.stride = stride;
        strides = new Shape(stride, stride);
        padding = new Shape(kernel / 2, kernel / 2);
        weight = weight("weight", out, in, kernel, kernel);
    }

    @Override
    NDArray compute(NDArray x, Pass pass) {
        return Conv2d.conv2d(
                        pass.narrowedToConvolve(x), pass.narrowedToConvolve(pass.of(weight)), null, strides, padding)
                .singletonOrThrow();
    }

    @Override
    Shape outputShape(Shape input) {
        return new Shape(input.get(0), out, (input.get(2) - 1) / stride + 1, (input.get(3) - 1) / stride + 1);
    }
}
