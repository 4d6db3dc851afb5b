package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;

/** Moves logits before the cross-entropy, in training alone, so that classes must be told apart by more or by less. */
@FunctionalInterface
public interface MarginShift {

    /**
     * Returns the moved logits [N, C]; those given stay as they are.
     *
     * @param logits [N, C]
     * @param targets 1 where the class is in the picture, else 0, [N, C], of the logits' type
     */
    NDArray shift(NDArray logits, NDArray targets);
}
