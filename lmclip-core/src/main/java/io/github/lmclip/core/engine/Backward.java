package io.github.lmclip.core.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Optional;

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
     * Adds to the gradient of every parameter that {@code result} was computed from, given that of {@code result}.
     *
     * @param result an array of any shape, computed under {@link GradientMode#on()}
     * @param gradient of the same shape
     */
    public static void from(NDArray result, NDArray gradient) {
        JniUtils.backward((PtNDArray) result, (PtNDArray) gradient, false, false);
    }

    /** Returns the gradient that backward passes have left on an array that requires one; empty where none reached it. */
    public static Optional<NDArray> gradient(NDArray leaf) {
        return Optional.ofNullable(JniUtils.getGradient((PtNDArray) leaf));
    }
}
