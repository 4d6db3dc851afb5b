package io.github.lmclip.core.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;

/**
 * Gradient checkpointing: the forward pass keeps what goes into a segment and what comes out, and nothing from inside;
 * the backward pass computes the inside again when it gets there. Gradients are the same to the last bit.
 *
 * @see <a href="https://arxiv.org/abs/1604.06174">Chen et al., Training Deep Nets with Sublinear Memory Cost, 2016</a>
 */
public final class Segments {

    /** What came into a segment and out of it, and how to compute that again. */
    private record Segment(NDArray input, NDArray output, UnaryOperator<NDArray> again) {}

    private final TorchOps ops;
    private final Deque<Segment> pending = new ArrayDeque<>();

    /** Begins without segments. */
    public Segments(TorchOps ops) {
        this.ops = ops;
    }

    /**
     * Runs a segment of the forward pass.
     *
     * @param input of the segment, which is kept until its manager is closed
     * @param first computes the result, an array of its own
     * @param again computes the same without lasting effects
     */
    public NDArray run(NDArray input, UnaryOperator<NDArray> first, UnaryOperator<NDArray> again) {
        NDScope.unregister(input);
        NDArray output;
        try (GradientMode off = GradientMode.off()) {
            output = first.apply(input);
        }
        output.setRequiresGradient(true);
        pending.push(new Segment(input, output, again));
        return output;
    }

    /**
     * Runs a backward pass through all segments run since the last one.
     *
     * @param end the backward pass of whatever was computed from their results
     */
    public void backward(Runnable end) {
        end.run();
        while (!pending.isEmpty()) {
            Segment segment = pending.pop();
            // a forward pass without a backward pass leaves segments whose arrays are closed
            if (!((PtNDArray) segment.output()).isReleased()) {
                replay(segment);
            }
        }
    }

    private void replay(Segment segment) {
        try (NDArray output = segment.output();
                NDScope scope = new NDScope();
                GradientMode on = GradientMode.on()) {
            PtNDArray gradient = JniUtils.getGradient((PtNDArray) output);
            if (gradient != null) {
                NDArray value = segment.again().apply(segment.input());
                // where all is frozen, nothing is to be reached
                if (ops.isRecorded(value)) {
                    Backward.from(value, gradient);
                }
            }
        }
    }
}
