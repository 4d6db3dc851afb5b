package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.Arrays;
import java.util.Objects;

/**
 * Re-balanced weighting. A sampler that draws classes evenly draws a picture for each of its classes; a class's weight
 * tells how much of that it asked for itself.
 *
 * <pre>
 * q_i = (1 / n_i) / sum of 1 / n_k over the classes k of the picture        weight = lift + sigmoid(slope (q_i - shift))
 * </pre>
 *
 * <p>All classes of a picture get such a weight, present or not. In a picture without classes q is infinite and the weight
 * is lift + 1, as the published code has it; with a slope of 0 it is lift + 1/2, where that code gives NaN.
 *
 * @param counts training images
 * @param lift alpha, >= 0
 * @param slope beta, >= 0
 * @param shift mu, >= 0; the code calls it gamma
 * @param claims whose claims on the picture are summed
 * @see <a href="https://arxiv.org/abs/2007.09654">Wu et al., Distribution-Balanced Loss for Multi-Label Classification in
 *     Long-Tailed Datasets, ECCV 2020, section 3.1</a>
 */
public record Rebalancing(ClassCounts counts, double lift, double slope, double shift, Claims claims)
        implements Weighting {

    /** Stands for infinity, which times a slope of 0 would be NaN. */
    private static final double ENDLESS = 1e300;

    /** Checks the ranges. */
    public Rebalancing {
        Objects.requireNonNull(counts, "counts");
        Objects.requireNonNull(claims, "claims");
        Requirements.finiteAtLeast("lift", lift, 0);
        Requirements.finiteAtLeast("slope", slope, 0);
        Requirements.finiteAtLeast("shift", shift, 0);
    }

    @Override
    public NDArray weights(NDArray targets) {
        double[] inverse =
                Arrays.stream(counts.present()).map(present -> 1 / present).toArray();
        NDArray claim = counts.row(inverse, targets);
        NDArray quotient = claim.div(claims.total(claim, targets)).clip(0, ENDLESS);
        return Activation.sigmoid(quotient.sub(shift).mul(slope)).add(lift);
    }

    /** Whose claims 1 / n on a picture are summed. */
    public enum Claims {
        /** Those of the classes in the picture: the authors' paper and all codes. */
        PRESENT {
            @Override
            NDArray total(NDArray claim, NDArray targets) {
                return targets.mul(claim).sum(new int[] {1}, true);
            }
        },
        /** Those of all classes, so that the weight no longer depends on the picture: the paper of DB*. */
        ALL {
            @Override
            NDArray total(NDArray claim, NDArray targets) {
                return claim.sum();
            }
        };

        abstract NDArray total(NDArray claim, NDArray targets);
    }
}
