package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;

/**
 * SigLIP's loss: every pair of a picture and a caption of the batch is a binary question of its own. Needs the trained
 * bias {@link LossInput#logitBias()}, which starts at {@value #INITIAL_BIAS} beside a logit scale of 10: most pairs do
 * not belong together.
 *
 * @see <a href="https://arxiv.org/abs/2303.15343">Zhai et al., Sigmoid Loss for Language Image Pre-Training, ICCV 2023,
 *     algorithm 1</a>
 */
public record SigLipLoss() implements Loss {

    /** The paper's start value of the bias. */
    public static final double INITIAL_BIAS = -10;

    @Override
    public NDArray evaluate(LossInput batch) {
        NDArray logits = batch.pairLogits().add(LossInput.need("logitBias", batch.logitBias()));
        NDArray own = logits.getManager().eye((int) batch.size()).toType(logits.getDataType(), false);
        NDArray signs = own.mul(2).sub(1);
        return Scalars.times(SoftPlus.of(logits.mul(signs).neg()).sum(), 1.0 / batch.size());
    }
}
