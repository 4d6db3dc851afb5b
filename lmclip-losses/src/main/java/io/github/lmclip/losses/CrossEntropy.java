package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;

/** What a {@link ComposedLoss} starts from: the cross-entropy of every element. */
public enum CrossEntropy {
    /** Of the sigmoid: each class is a question of its own, -y log(p) - (1 - y) log(1 - p). */
    SIGMOID {
        @Override
        NDArray elements(NDArray logits, NDArray targets) {
            NDArray present = targets.mul(SoftPlus.of(logits.neg()));
            NDArray absent = targets.neg().add(1).mul(SoftPlus.of(logits));
            return present.add(absent);
        }
    },
    /**
     * Of the softmax, whose target is shared evenly by the classes of a picture: -y / (number of classes) log(p). A picture
     * without classes has a loss of 0, where the published code (use_kpos of the distribution-balanced loss) gives NaN.
     */
    SOFTMAX {
        @Override
        NDArray elements(NDArray logits, NDArray targets) {
            NDArray total = targets.sum(new int[] {1}, true);
            NDArray divisor = total.add(total.eq(0).toType(targets.getDataType(), false));
            return logits.logSoftmax(1).mul(targets.div(divisor)).neg();
        }
    };

    /**
     * Returns the loss of every element, [N, C].
     *
     * @param logits [N, C]
     * @param targets 0 or 1, [N, C], of the logits' type
     */
    abstract NDArray elements(NDArray logits, NDArray targets);
}
