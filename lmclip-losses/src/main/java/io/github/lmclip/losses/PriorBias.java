package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Objects;

/**
 * Adds -scale log(N / n - 1) to a class's logit: what a classifier that knows the frequency alone would say, scaled. It is
 * negative for classes in fewer than half of the images, which a positive must make up for and a negative gets for free.
 *
 * <p>With kappa and lambda as in the settings of the distribution-balanced loss, its authors' code and most copies have
 * a scale of kappa / lambda; the paper of DB* and one copy in LMPT (bl.py) have kappa. Those codes change the caller's
 * logits in place, so that whatever is measured on them afterwards is biased; this does not.
 *
 * @param counts training images
 * @param scale >= 0
 */
public record PriorBias(ClassCounts counts, double scale) implements MarginShift {

    /** Checks the range. */
    public PriorBias {
        Objects.requireNonNull(counts, "counts");
        Requirements.finiteAtLeast("scale", scale, 0);
    }

    @Override
    public NDArray shift(NDArray logits, NDArray targets) {
        double[] biases = Arrays.stream(counts.absenceLogOdds())
                .map(odds -> -scale * odds)
                .toArray();
        return logits.add(counts.row(biases, targets));
    }
}
