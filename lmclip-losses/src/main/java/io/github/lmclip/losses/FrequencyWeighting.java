package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Objects;

/**
 * A class weighs (N / n)^power, in pictures with and without it alike. As published, the weights are not brought to a mean
 * of 1: {@link Weighting#dividedBy} does what comes nearest.
 *
 * @param counts training images
 * @param power >= 0; 1 is the inverse frequency, 1/2 its root
 */
public record FrequencyWeighting(ClassCounts counts, double power) implements Weighting {

    /** Checks the range. */
    public FrequencyWeighting {
        Objects.requireNonNull(counts, "counts");
        Requirements.finiteAtLeast("power", power, 0);
    }

    /** Returns the inverse frequency N / n. */
    public static FrequencyWeighting inverse(ClassCounts counts) {
        return new FrequencyWeighting(counts, 1);
    }

    /** Returns the root of the inverse frequency. */
    public static FrequencyWeighting rootInverse(ClassCounts counts) {
        return new FrequencyWeighting(counts, 0.5);
    }

    @Override
    public NDArray weights(NDArray targets) {
        double[] weights = Arrays.stream(counts.present())
                .map(present -> Math.pow(counts.images() / present, power))
                .toArray();
        return counts.row(weights, targets);
    }
}
