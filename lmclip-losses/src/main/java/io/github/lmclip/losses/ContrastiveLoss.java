package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;

/**
 * CLIP's loss: of all captions of the batch each picture must find its own, and the other way round; the mean of both
 * cross-entropies. Equal captions in a batch count as different ones, as in the published code.
 *
 * @see <a href="https://arxiv.org/abs/2103.00020">Radford et al. 2021, figure 3</a>
 */
public record ContrastiveLoss() implements Loss {

    @Override
    public NDArray evaluate(LossInput batch) {
        NDArray logits = batch.pairLogits();
        NDArray own = logits.getManager().eye((int) batch.size()).toType(logits.getDataType(), false);
        NDArray both = logits.logSoftmax(1).add(logits.logSoftmax(0)).mul(own);
        return Scalars.times(both.sum(), -0.5 / batch.size());
    }
}
