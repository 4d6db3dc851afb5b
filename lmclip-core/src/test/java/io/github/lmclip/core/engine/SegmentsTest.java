package io.github.lmclip.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SegmentsTest {

    private final AtomicInteger computed = new AtomicInteger();
    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final Segments segments = new Segments(TorchOps.load(manager));

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray squared(NDArray x) {
        return segments.run(x, this::square, this::square);
    }

    private NDArray three() {
        NDArray x = manager.create(3f);
        x.setRequiresGradient(true);
        return x;
    }

    private NDArray square(NDArray x) {
        computed.incrementAndGet();
        return x.square();
    }

    @Test
    void chainsGradientsThroughWhatItComputesAgain() {
        try (GradientMode on = GradientMode.on()) {
            NDArray x = three();
            NDArray end = squared(squared(x)).mul(2);
            assertEquals(2, computed.get());
            segments.backward(() -> Backward.from(end));
            assertEquals(4, computed.get());
            // the derivative of 2 x^4
            assertEquals(8 * 27, x.getGradient().getFloat());
        }
    }

    @Test
    void keepsNothingFromInside() {
        try (GradientMode on = GradientMode.on()) {
            NDArray x = three();
            NDArray inside = segments.run(
                    x,
                    input -> {
                        NDArray square = square(input);
                        assertFalse(TorchOps.load(manager).isRecorded(square));
                        return square;
                    },
                    this::square);
            segments.backward(() -> Backward.from(inside.mul(1)));
            assertEquals(6, x.getGradient().getFloat());
        }
    }

    @Test
    void passesOverWhatNoGradientReaches() {
        try (GradientMode on = GradientMode.on()) {
            NDArray x = three();
            squared(x);
            NDArray constant = squared(manager.create(2f));
            NDArray end = x.mul(constant);
            segments.backward(() -> Backward.from(end));
            assertEquals(4, x.getGradient().getFloat());
            assertEquals(3, computed.get());
        }
    }

    @Test
    void forgetsAForwardPassWhoseArraysAreClosed() {
        try (GradientMode on = GradientMode.on()) {
            NDArray x = three();
            squared(x).close();
            NDArray end = squared(x).mul(1);
            segments.backward(() -> Backward.from(end));
            assertEquals(6, x.getGradient().getFloat());
            assertEquals(3, computed.get());
        }
    }

    @Test
    void passesOverWhatIsFrozen() {
        try (GradientMode on = GradientMode.on()) {
            NDArray x = three();
            NDArray frozen = squared(manager.create(2f));
            NDArray end = x.mul(squared(frozen));
            segments.backward(() -> Backward.from(end));
            assertEquals(16, x.getGradient().getFloat());
        }
    }
}
