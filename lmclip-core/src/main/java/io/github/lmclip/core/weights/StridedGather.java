package io.github.lmclip.core.weights;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Brings the elements of a view into C order, a chunk at a time. */
final class StridedGather {

    private final StoredTensor tensor;
    private final int width;
    private final ByteBuffer span;
    private final ByteBuffer chunk;
    private final Consumer<ByteBuffer> consumer;

    StridedGather(StoredTensor tensor, ByteBuffer span, ByteBuffer chunk, Consumer<ByteBuffer> consumer) {
        this.tensor = tensor;
        this.width = tensor.info().type().width();
        // the bytes of an element are moved as one number: any order does, as long as it is the same on both sides
        this.span = span.order(chunk.order());
        this.chunk = chunk;
        this.consumer = consumer;
    }

    void run() {
        gather(0, 0);
        flush();
    }

    private void gather(int dimension, int from) {
        if (dimension == tensor.strides().size()) {
            move(from);
            return;
        }
        int step = (int) (tensor.strides().get(dimension) * width);
        long size = tensor.info().shape().get(dimension);
        for (long i = 0; i < size; i++) {
            gather(dimension + 1, (int) (from + i * step));
        }
    }

    private void move(int from) {
        switch (width) {
            case 1 -> chunk.put(span.get(from));
            case 2 -> chunk.putShort(span.getShort(from));
            case 4 -> chunk.putInt(span.getInt(from));
            default -> chunk.putLong(span.getLong(from));
        }
        if (!chunk.hasRemaining()) {
            flush();
        }
    }

    private void flush() {
        if (chunk.position() > 0) {
            consumer.accept(chunk.flip());
            chunk.clear();
        }
    }
}
