package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;

/** How the elements of a loss, [N, C] or one per picture [N], become its value. */
public enum Reduction {
    /** The mean over all elements, a scalar: as published. */
    MEAN {
        @Override
        NDArray of(NDArray elements) {
            return elements.mean();
        }
    },
    /** The sum over all elements, a scalar; grows with batch and classes. */
    SUM {
        @Override
        NDArray of(NDArray elements) {
            return elements.sum();
        }
    },
    /** The elements themselves: to look at, not to train with. */
    NONE {
        @Override
        NDArray of(NDArray elements) {
            return elements;
        }
    };

    abstract NDArray of(NDArray elements);
}
