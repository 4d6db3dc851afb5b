package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;

/**
 * Sigmoid cross-entropy of the logits: the mean over pictures and classes of -y log(p) - (1 - y) log(1 - p). The
 * multi-label soft margin loss (option mls of LMPT and HP-DVAL) is the same: it takes the mean over classes first.
 */
public record BinaryCrossEntropyLoss() implements Loss {

    @Override
    public NDArray evaluate(LossInput batch) {
        return CrossEntropy.SIGMOID
                .elements(batch.needLogits(), batch.needTargets())
                .mean();
    }
}
