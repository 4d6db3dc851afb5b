package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import java.util.Objects;

/**
 * The focal factor: factor (1 - e^-B)^gamma, B being the cross-entropy, so that 1 - e^-B is the probability of being
 * wrong. Easy elements fade out. The gradient flows through it, as in all published codes of the family. Where gamma is
 * below 1 and the probability rounds to 0, factor and gradient are 0; the published codes give a NaN gradient there.
 *
 * @param gamma exponent, >= 0; 0 for no focusing
 * @param factor what all is multiplied by, >= 0; published as 2 or 0.25 and the same for all elements
 * @param scope whose cross-entropy is meant
 * @see <a href="https://arxiv.org/abs/1708.02002">Lin et al., Focal Loss for Dense Object Detection, ICCV 2017</a>
 */
public record Focusing(double gamma, double factor, Scope scope) {

    /** No focusing. */
    public static final Focusing NONE = new Focusing(0, 1, Scope.ELEMENT);

    /** The focal loss of the distribution-balanced loss's repository: gamma 2, and 0.25 for positives and negatives. */
    public static final Focusing FOCAL = new Focusing(2, 0.25, Scope.ELEMENT);

    /** Checks the ranges. */
    public Focusing {
        Requirements.finiteAtLeast("gamma", gamma, 0);
        Requirements.finiteAtLeast("factor", factor, 0);
        Objects.requireNonNull(scope, "scope");
    }

    /** Returns this focusing of another scope. */
    public Focusing withScope(Scope scope) {
        return new Focusing(gamma, factor, scope);
    }

    /** Returns the focused elements. */
    NDArray apply(NDArray crossEntropy) {
        NDArray focused = gamma == 0 ? crossEntropy : crossEntropy.mul(power(scope.of(crossEntropy)));
        return factor == 1 ? focused : Scalars.times(focused, factor);
    }

    private NDArray power(NDArray crossEntropy) {
        NDArray wrong = crossEntropy.neg().exp().neg().add(1);
        return Focus.of(wrong, Scalars.times(wrong.onesLike(), gamma));
    }

    /** Whose cross-entropy the factor is of. */
    public enum Scope {
        /** Each element's own: the paper, the authors of the distribution-balanced loss. */
        ELEMENT {
            @Override
            NDArray of(NDArray crossEntropy) {
                return crossEntropy;
            }
        },
        /**
         * The batch's mean, so that all elements share one factor: what the copies of the distribution-balanced loss in
         * LMPT (dbl.py) and HP-DVAL compute, whose inner cross-entropy is averaged already. It no longer tells easy from
         * hard elements.
         */
        BATCH {
            @Override
            NDArray of(NDArray crossEntropy) {
                return crossEntropy.mean();
            }
        };

        abstract NDArray of(NDArray crossEntropy);
    }
}
