package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import java.util.Objects;

/** A weighting, divided by its largest weight. */
record DividedWeighting(Weighting weighting, Peak peak) implements Weighting {

    DividedWeighting {
        Objects.requireNonNull(weighting, "weighting");
        Objects.requireNonNull(peak, "peak");
    }

    @Override
    public NDArray weights(NDArray targets) {
        NDArray weights = weighting.weights(targets);
        return weights.div(peak.of(weights));
    }
}
