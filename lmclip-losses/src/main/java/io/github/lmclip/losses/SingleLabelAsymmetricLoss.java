package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import java.util.Objects;

/**
 * The asymmetric loss for one class per picture: cross-entropy of a softmax with smoothed targets, focused by
 * factors (1 - p)^gammaPos for the picture's class and p^gammaNeg for the others. The power is finite everywhere, as in {@link AsymmetricLoss}.
 *
 * @param gammaPos focusing exponent of the picture's class, >= 0
 * @param gammaNeg focusing exponent of the other classes, >= 0
 * @param smoothing share of a target that is spread over all classes, in [0, 1); the published code calls it eps
 * @param reduction from pictures to the value; {@link Reduction#NONE} gives one value per picture, [N]
 * @see <a href="https://github.com/Alibaba-MIIL/ASL">the authors' code</a>
 */
public record SingleLabelAsymmetricLoss(double gammaPos, double gammaNeg, double smoothing, Reduction reduction)
        implements Loss {

    /** Checks the ranges. */
    public SingleLabelAsymmetricLoss {
        Requirements.finiteAtLeast("gammaPos", gammaPos, 0);
        Requirements.finiteAtLeast("gammaNeg", gammaNeg, 0);
        Requirements.within("smoothing", smoothing, 0, 1);
        Objects.requireNonNull(reduction, "reduction");
    }

    /** Returns the published settings: 0, 4 and 0.1, the mean over pictures. */
    public static SingleLabelAsymmetricLoss defaults() {
        return new SingleLabelAsymmetricLoss(0, 4, 0.1, Reduction.MEAN);
    }

    /** Returns the loss; each row of the targets must have a single 1. */
    @Override
    public NDArray evaluate(LossInput batch) {
        NDArray targets = batch.needTargets();
        NDArray others = targets.neg().add(1);
        NDArray logP = batch.needLogits().logSoftmax(1);
        NDArray p = logP.exp();
        NDArray base = p.mul(targets).add(p.neg().add(1).mul(others)).neg().add(1);
        NDArray focus = Focus.of(base, targets.mul(gammaPos).add(others.mul(gammaNeg)));
        NDArray smoothed = targets.mul(1 - smoothing).add(smoothing / batch.classes());
        return reduction.of(smoothed.mul(logP).mul(focus).sum(new int[] {1}).neg());
    }
}
