package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/**
 * Every present class should lead every absent one of the same picture by a margin: per picture the mean of max(0, margin +
 * absent - present) over the pairs that do not, then the mean over pictures. A picture without such pairs has a loss of 0.
 *
 * @param margin >= 0
 * @param absent the target of absent classes; targets that are neither 1 nor this are unknown and in no pair
 * @see <a href="https://github.com/jiexuanyan/hp_dval">HP-DVAL's code, ranking_lossT</a>
 */
public record RankingLoss(double margin, double absent) implements Loss {

    /** The published one: margin 1, targets -1 for absent and 0 for unknown. */
    public static final RankingLoss PARTIAL_LABELS = new RankingLoss(1, -1);

    /** Published: what the number of pairs is kept above zero by. */
    private static final double EPS = 1e-8;

    /** Checks the ranges. */
    public RankingLoss {
        Requirements.finiteAtLeast("margin", margin, 0);
        if (!(absent < 1)) {
            throw new IllegalArgumentException("absent must be < 1, the target of present classes, got " + absent);
        }
    }

    /** Returns the loss of a margin of 1 for targets 1 and 0. */
    public static RankingLoss defaults() {
        return new RankingLoss(1, 0);
    }

    @Override
    public NDArray evaluate(LossInput batch) {
        NDArray logits = batch.needLogits();
        NDArray targets = batch.needTargets();
        NDArray present = like(logits, targets.eq(1)).expandDims(2);
        NDArray pairs = present.mul(like(logits, targets.eq(absent)).expandDims(1));
        NDArray lead = logits.expandDims(2).sub(logits.expandDims(1));
        NDArray missing = Activation.relu(lead.neg().add(margin)).mul(pairs);
        int[] classes = {1, 2};
        NDArray violations = like(logits, missing.stopGradient().gt(0)).sum(classes);
        return missing.sum(classes).div(violations.add(EPS)).mean();
    }

    private static NDArray like(NDArray array, NDArray condition) {
        return condition.toType(array.getDataType(), false);
    }
}
