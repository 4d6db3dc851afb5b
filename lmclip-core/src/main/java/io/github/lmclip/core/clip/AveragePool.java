package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;

/** CLIP's anti-aliasing stride: the mean of each square of pixels. */
final class AveragePool {

    private AveragePool() {}

    /** Returns the means of {@code side * side} squares of [N, C, H, W]; the picture itself for side 1. */
    static NDArray of(NDArray x, int side) {
        if (side == 1) {
            return x;
        }
        Shape square = new Shape(side, side);
        return Pool.avgPool2d(x, square, square, new Shape(0, 0), false, true);
    }
}
