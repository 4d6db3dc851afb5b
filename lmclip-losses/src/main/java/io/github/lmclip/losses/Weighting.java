package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;

/**
 * How much each element of a loss counts, from the labels alone. Weightings multiply: a {@link ComposedLoss} takes any
 * number of them.
 */
@FunctionalInterface
public interface Weighting {

    /**
     * Returns finite factors >= 0, without gradient, of a shape that broadcasts to [N, C].
     *
     * @param targets 1 where the class is in the picture, else 0, [N, C]; in float64, where small differences of weights
     *     near 1 are not lost
     */
    NDArray weights(NDArray targets);

    /** Returns this weighting, divided by its largest weight in each picture or in the batch. */
    default Weighting dividedBy(Peak peak) {
        return new DividedWeighting(this, peak);
    }
}
