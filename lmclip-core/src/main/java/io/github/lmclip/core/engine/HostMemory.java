package io.github.lmclip.core.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.Consumer;

/**
 * The values of float32 arrays as Java sees them: the array's own memory where it lies in the processor's, a copy where it
 * lies on another device.
 */
public final class HostMemory {

    private HostMemory() {}

    /** Returns the values of an array, row by row, to be read while it is neither changed nor closed. */
    public static FloatBuffer read(NDArray array) {
        return isHost(array) ? memory(array) : copyOf(array);
    }

    /**
     * Changes values of an array in place, so that views of the same memory change too. Gradients must not be recorded.
     *
     * @param array what to change
     * @param change gets the present values and puts new ones
     */
    public static void write(NDArray array, Consumer<FloatBuffer> change) {
        if (isHost(array)) {
            change.accept(memory(array));
        } else {
            writeThroughCopy(array, change);
        }
    }

    /**
     * Returns a copy in the engine's own memory of an array that DJL created over Java's, which is closed: a backward pass may
     * read the copy after its handle is gone, and Java's memory only until a garbage collection.
     */
    public static NDArray owned(NDArray borrowed) {
        try (borrowed) {
            return borrowed.duplicate();
        }
    }

    private static boolean isHost(NDArray array) {
        return array.getDevice().equals(Device.cpu());
    }

    private static FloatBuffer memory(NDArray array) {
        return array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    static FloatBuffer copyOf(NDArray array) {
        // closed here, since the engine would leave its own copy to the array's manager
        try (NDArray host = array.toDevice(Device.cpu(), true)) {
            return FloatBuffer.wrap(host.toFloatArray());
        }
    }

    static void writeThroughCopy(NDArray array, Consumer<FloatBuffer> change) {
        try (NDArray host = array.toDevice(Device.cpu(), true);
                NDArray changed = host.reshape(-1);
                NDArray flat = array.reshape(-1)) {
            change.accept(memory(host));
            flat.set(new NDIndex(":"), changed);
        }
    }
}
