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
     * limit from above (0.731 for the largest, 0 for all others), without gradient; at a maximum so near to zero
     * that a gradient would overflow, there is none either.
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

    abstract NDArray probabilities(LossInput batch);

    /**
     * Returns the sigmoids of {@code logits / max(logits)}. Elements are taken out of the graph where the sigmoid has no
     * slope left, and where the maximum is so near to zero that the division's gradient would overflow: infinity times
     * zero would be NaN.
     */
    private static NDArray byMaximum(NDArray logits) {
        NDArray max = logits.max();
        NDArray divisor = max.stopGradient();
        // + 0 turns a maximum of -0 into 0: the limit is meant from above
        NDArray ratio = logits.div(max.add(0)).stopGradient();
        NDArray slope = ratio.abs().add(1).div(divisor.abs());
        double bound = Bounds.of(logits).saturated;
        NDArray fixed = ratio.abs().gt(bound).logicalOr(slope.gt(Bounds.of(logits).largest / 4 / logits.size()));
        NDArray largest = logits.stopGradient().eq(divisor).logicalAnd(divisor.eq(0));
        NDArray constant =
                Activation.sigmoid(NDArrays.where(largest, ratio.onesLike(), ratio.clip(-2 * bound, 2 * bound)));
        NDArray safe = max.add(divisor.eq(0).toType(logits.getDataType(), false));
        NDArray quotient = NDArrays.where(fixed.logicalOr(largest), logits.zerosLike(), logits)
                .div(safe);
        return NDArrays.where(fixed.logicalOr(largest), constant, Activation.sigmoid(quotient));
    }

    /** What the number types can hold. */
    private enum Bounds {
        FLOAT(110, Float.MAX_VALUE),
        DOUBLE(750, Double.MAX_VALUE);

        /** From here on, a sigmoid and its slope are exactly 0 or 1 and 0. */
        private final double saturated;

        private final double largest;

        Bounds(double saturated, double largest) {
            this.saturated = saturated;
            this.largest = largest;
        }

        static Bounds of(NDArray array) {
            return array.getDataType() == DataType.FLOAT64 ? DOUBLE : FLOAT;
        }
    }
}
