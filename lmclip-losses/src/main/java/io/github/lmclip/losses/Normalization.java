package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;

/** What the balanced asymmetric loss divides the logits by before its sigmoid. */
public enum Normalization {
    /**
     * The largest logit of the batch, as published: the largest probability becomes 0.731, the loss does not change when
     * all logits are scaled, and a picture's loss depends on the others of the batch. The gradient flows through the
     * maximum. A maximum below zero reverses the order, as published; at a maximum of zero the probabilities are the
     * limit from above (0.731 for the largest, 0 for all others), without gradient.
     */
    BATCH_MAX {
        @Override
        NDArray probabilities(LossInput batch) {
            return byMaximum(batch.needLogits());
        }
    },
    /** One: plain sigmoids of the logits. */
    NONE {
        @Override
        NDArray probabilities(LossInput batch) {
            return Activation.sigmoid(batch.needLogits());
        }
    },
    /** The logit scale: sigmoids of the cosines, in (0.27, 0.73), independent of the rest of the batch. */
    LOGIT_SCALE {
        @Override
        NDArray probabilities(LossInput batch) {
            return Activation.sigmoid(batch.needLogits().div(LossInput.need("logitScale", batch.logitScale())));
        }
    };

    /** From here on, a sigmoid and its slope are exactly 0 or 1 and 0: in float64, and in float32. */
    private static final double SATURATED = 750;

    private static final double SATURATED_FLOAT = 110;

    abstract NDArray probabilities(LossInput batch);

    /**
     * Returns the sigmoids of {@code logits / max(logits)}. Quotients so large that the sigmoid has no slope are taken out
     * of the graph, since the gradient of the division, infinity times zero, would be NaN.
     */
    private static NDArray byMaximum(NDArray logits) {
        NDArray max = logits.max();
        // + 0 turns a maximum of -0 into 0: the limit is meant from above
        NDArray ratio = logits.div(max.add(0)).stopGradient();
        double bound = logits.getDataType() == DataType.FLOAT64 ? SATURATED : SATURATED_FLOAT;
        NDArray zeroMax = max.stopGradient().eq(0);
        NDArray largest = logits.stopGradient().eq(0).logicalAnd(zeroMax);
        NDArray fixed = ratio.abs().gt(bound).logicalOr(largest);
        NDArray constant =
                Activation.sigmoid(NDArrays.where(largest, ratio.onesLike(), ratio.clip(-2 * bound, 2 * bound)));
        NDArray divisor = max.add(zeroMax.toType(logits.getDataType(), false));
        NDArray quotient = NDArrays.where(fixed, logits.zerosLike(), logits).div(divisor);
        return NDArrays.where(fixed, constant, Activation.sigmoid(quotient));
    }
}
