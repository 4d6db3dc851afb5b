package io.github.lmclip.core.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Both ways are run on the processor: that of its own arrays, and that of arrays on another device. */
class HostMemoryTest {

    @Test
    void readsValues() {
        reads(HostMemory::read);
        reads(HostMemory::copyOf);
    }

    @Test
    void writesIntoViewsAndWhatTheyLookAt() {
        writes(HostMemory::write);
        writes(HostMemory::writeThroughCopy);
    }

    @Test
    void writesScalars() {
        scalar(HostMemory::write);
        scalar(HostMemory::writeThroughCopy);
    }

    private static void reads(Function<NDArray, FloatBuffer> way) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            FloatBuffer values = way.apply(manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2)));
            float[] found = new float[values.remaining()];
            values.get(found);
            assertArrayEquals(new float[] {1, 2, 3, 4}, found);
        }
    }

    private static void writes(BiConsumer<NDArray, Consumer<FloatBuffer>> way) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                GradientMode off = GradientMode.off()) {
            FlatParameters flat = FlatParameters.zeros(manager, List.of(new Shape(3), new Shape(1, 2)));
            way.accept(flat.views().get(1), memory -> {
                assertEquals(2, memory.remaining());
                memory.put(new float[] {5, 6});
            });
            assertArrayEquals(new float[3], flat.views().get(0).toFloatArray());
            assertEquals(11, flat.buffer().sum().getFloat());
        }
    }

    private static void scalar(BiConsumer<NDArray, Consumer<FloatBuffer>> way) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                GradientMode off = GradientMode.off()) {
            NDArray scalar = manager.create(2f);
            way.accept(scalar, memory -> memory.put(0, memory.get(0) * 3));
            assertEquals(6, scalar.getFloat());
        }
    }
}
