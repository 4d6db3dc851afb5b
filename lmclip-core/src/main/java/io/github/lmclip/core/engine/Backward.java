package io.github.lmclip.core.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** The backward pass, without DJL's collector, of which a process may have one at a time only. */
public final class Backward {

    private Backward() {}

    /**
     * Adds the gradient of {@code loss} to that of every parameter that it was computed from.
     *
     * @param loss a scalar [], computed under {@link GradientMode#on()}
     */
    public static void from(NDArray loss) {
        try (NDArray one = loss.getManager().create(1f).toType(loss.getDataType(), false)) {
            from(loss, one);
        }
    }

    /**
     * Adds to the gradient of every parameter that {@code value} was computed from what comes of that of {@code value}.
     *
     * @param value computed under {@link GradientMode#on()}
     * @param gradient of the loss with respect to it, of its shape
     */
    public static void from(NDArray value, NDArray gradient) {
        JniUtils.backward((PtNDArray) value, (PtNDArray) gradient, false, false);
    }
}
