package io.github.lmclip.core.serve;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Native memory for the pixels of a batch, used again by later requests: as many pieces as ever ran at once. */
final class PixelBuffers {

    private final int floats;
    private final Queue<FloatBuffer> free = new ConcurrentLinkedQueue<>();

    PixelBuffers(int floats) {
        this.floats = floats;
    }

    /** Lends a cleared buffer, direct and in native order. */
    FloatBuffer borrow() {
        FloatBuffer buffer = free.poll();
        return buffer != null
                ? buffer.clear()
                : ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
    }

    void giveBack(FloatBuffer buffer) {
        free.add(buffer);
    }
}
