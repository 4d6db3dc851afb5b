package io.github.lmclip.core.train;

import ai.djl.ndarray.NDArray;

/** Unit vectors of a batch that hand the gradient of a loss on to the parameters that they come from. */
interface BatchVectors {

    /** Returns the vectors, [count, D]. */
    NDArray vectors();

    /** Hands the gradient of a loss on to the parameters, after the backward pass from that loss. */
    void finish();
}
