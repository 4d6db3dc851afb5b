package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;

/** Whose largest weight becomes 1. No published setting of the family divides its weights; its codes all can. */
public enum Peak {
    /** Each picture's own: a weight per picture then becomes 1 everywhere, as published. */
    PICTURE {
        @Override
        NDArray of(NDArray weights) {
            return weights.max(new int[] {1}, true);
        }
    },
    /** The batch's: a picture's loss then depends on the others. */
    BATCH {
        @Override
        NDArray of(NDArray weights) {
            return weights.max();
        }
    };

    abstract NDArray of(NDArray weights);
}
