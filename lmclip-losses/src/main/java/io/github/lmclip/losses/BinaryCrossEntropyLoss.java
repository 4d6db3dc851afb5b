package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;

/** Sigmoid cross-entropy of the logits: the mean over pictures and classes of -y log(p) - (1 - y) log(1 - p). */
public record BinaryCrossEntropyLoss() implements Loss {

    @Override
    public NDArray evaluate(LossInput batch) {
        NDArray logits = batch.needLogits();
        NDArray targets = batch.needTargets();
        NDArray present = targets.mul(SoftPlus.of(logits.neg()));
        NDArray absent = targets.neg().add(1).mul(SoftPlus.of(logits));
        return present.add(absent).mean();
    }
}
