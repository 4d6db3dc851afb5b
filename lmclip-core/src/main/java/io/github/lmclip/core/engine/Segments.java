package io.github.lmclip.core.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
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
     * Runs a backward pass, and goes on through all segments that it reaches.
     *
     * @param end the backward pass of whatever was computed from their results
     */
    public void backward(Runnable end) {
        end.run();
        // from the last to the first; what no gradient has reached yet waits for another backward pass, or until a
        // forward
        // pass that never had one has closed its arrays
        pending.removeIf(segment -> ((PtNDArray) segment.output()).isReleased() || isReplayed(segment));
    }

    private boolean isReplayed(Segment segment) {
        try (NDScope scope = new NDScope();
                GradientMode on = GradientMode.on()) {
            Optional<NDArray> gradient = Backward.gradient(segment.output());
            gradient.ifPresent(reached -> replay(segment, reached));
            return gradient.isPresent();
        }
    }

    private void replay(Segment segment, NDArray gradient) {
        NDArray value = segment.again().apply(segment.input());
        // where all is frozen, nothing is to be reached
        if (ops.isRecorded(value)) {
            Backward.from(value, gradient);
        }
        segment.output().close();
    }
}
