package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;

/**
 * One weight for present classes and another for absent ones: the balance of a focal loss (a and 1 - a), or what a
 * negative-tolerant loss divides its negatives by (1 and 1 / lambda).
 *
 * @param present >= 0
 * @param absent >= 0
 */
public record TargetWeighting(double present, double absent) implements Weighting {

    /** Checks the ranges. */
    public TargetWeighting {
        Requirements.finiteAtLeast("present", present, 0);
        Requirements.finiteAtLeast("absent", absent, 0);
    }

    @Override
    public NDArray weights(NDArray targets) {
        return targets.mul(present).add(targets.neg().add(1).mul(absent));
    }
}
