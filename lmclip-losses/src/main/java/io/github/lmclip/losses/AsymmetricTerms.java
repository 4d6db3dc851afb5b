package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * What the asymmetric losses have in common: the focused, margin-shifted cross-entropy of probabilities.
 *
 * <pre>
 * t = (1 - smoothing) y + smoothing / C        a = 1 - y
 * q = min(1 - p + margin, 1)
 * loss = -(t log(max(p, eps)) w + a log(max(q, eps))) (1 - t p - a q)^(gammaPos t + gammaNeg a)
 * </pre>
 *
 * <p>The power is that of {@link Focus}, finite everywhere.
 */
record AsymmetricTerms(
        double gammaPos, double gammaNeg, double margin, double smoothing, double eps, boolean focusGradient) {

    /** Below it, eps could round to zero in float32. */
    private static final double LEAST_EPS = 1e-30;

    AsymmetricTerms {
        Requirements.finiteAtLeast("gammaPos", gammaPos, 0);
        Requirements.finiteAtLeast("gammaNeg", gammaNeg, 0);
        Requirements.finiteAtLeast("margin", margin, 0);
        Requirements.within("smoothing", smoothing, 0, 1);
        Requirements.within("eps", eps, LEAST_EPS, 1);
    }

    /**
     * Returns the loss of every element, [N, C].
     *
     * @param p probabilities [N, C]
     * @param targets 0 or 1, [N, C]
     * @param positiveWeights factors of the positive part, one per class; empty for none
     */
    NDArray elements(NDArray p, NDArray targets, List<Double> positiveWeights) {
        double share = smoothing / targets.getShape().get(1);
        NDArray present = targets.mul(1 - smoothing).add(share);
        NDArray absent = targets.neg().add(1);
        NDArray q = p.neg().add(1 + margin).clip(Double.NEGATIVE_INFINITY, 1.0);

        NDArray positive = present.mul(log(p));
        if (!positiveWeights.isEmpty()) {
            positive = positive.mul(row(positiveWeights, p));
        }
        NDArray crossEntropy = positive.add(absent.mul(log(q)));
        NDArray focus = focus(p, q, present, absent);
        return crossEntropy.mul(focusGradient ? focus : focus.stopGradient()).neg();
    }

    private NDArray log(NDArray probability) {
        return probability.clip(eps, Double.POSITIVE_INFINITY).log();
    }

    private NDArray focus(NDArray p, NDArray q, NDArray present, NDArray absent) {
        NDArray base = p.mul(present).add(q.mul(absent)).neg().add(1);
        NDArray gamma = present.mul(gammaPos).add(absent.mul(gammaNeg));
        return Focus.of(base, gamma);
    }

    /** Returns a row [1, C] of the type of {@code like}. */
    static NDArray row(List<Double> values, NDArray like) {
        double[] row = values.stream().mapToDouble(Double::doubleValue).toArray();
        return like.getManager().create(row).reshape(1, row.length).toType(like.getDataType(), false);
    }
}
