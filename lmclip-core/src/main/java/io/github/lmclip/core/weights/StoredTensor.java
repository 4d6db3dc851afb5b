package io.github.lmclip.core.weights;

import static io.github.lmclip.core.weights.StrictJson.quoted;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * A tensor and where its bytes lie, little-endian, in a source. Its reader has checked that all of it is there.
 *
 * @param info what the file says about it
 * @param position the byte of the source where its first element lies
 * @param strides the distance of neighbours in each dimension, in elements, each >= 0
 */
record StoredTensor(TensorInfo info, long position, List<Long> strides) {

    private static final int CHUNK = 1 << 18;

    /** Returns a tensor that lies in C order from the position on. */
    static StoredTensor inOrder(TensorInfo info, long position) {
        return new StoredTensor(info, position, ordered(info));
    }

    private static List<Long> ordered(TensorInfo info) {
        Long[] strides = new Long[info.shape().size()];
        long stride = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= Math.max(1, info.shape().get(i));
        }
        return List.of(strides);
    }

    /** Returns the bytes of the elements, in which views count what they show. */
    long bytes() {
        return info.elements() * info.type().width();
    }

    void read(ByteSource source, String file, FloatBuffer target) {
        forEachChunk(source, file, chunk -> {
            if (info.type() == TensorType.F32) {
                target.put(chunk.asFloatBuffer());
                return;
            }
            while (chunk.hasRemaining()) {
                target.put(info.type().next(chunk));
            }
        });
    }

    /** Reads the elements in C order as they are stored; from a file into a direct buffer without a copy. */
    void readStored(ByteSource source, String file, ByteBuffer target) {
        if (!isInOrder()) {
            forEachChunk(source, file, target::put);
            return;
        }
        int limit = target.limit();
        target.limit(target.position() + Math.toIntExact(bytes()));
        source.fill(target, position, file);
        target.limit(limit);
    }

    /** A stride says nothing where there is one element only. */
    private boolean isInOrder() {
        List<Long> ordered = ordered(info);
        for (int i = 0; i < ordered.size(); i++) {
            if (info.shape().get(i) != 1 && !ordered.get(i).equals(strides.get(i))) {
                return info.shape().contains(0L);
            }
        }
        return true;
    }

    private void forEachChunk(ByteSource source, String file, Consumer<ByteBuffer> consumer) {
        long left = bytes();
        if (left == 0) {
            return;
        }
        ByteBuffer chunk =
                ByteBuffer.allocateDirect((int) Math.min(CHUNK, left)).order(ByteOrder.LITTLE_ENDIAN);
        if (!isInOrder()) {
            new StridedGather(this, span(source, file), chunk, consumer).run();
            return;
        }
        for (long next = position; left > 0; next += chunk.limit()) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), left));
            source.fill(chunk, next, file);
            left -= chunk.flip().remaining();
            consumer.accept(chunk);
        }
    }

    /** Reads everything from the first to the last element: the elements of a transposed tensor are all over it. */
    private ByteBuffer span(ByteSource source, String file) {
        long last = 0;
        for (int i = 0; i < strides.size(); i++) {
            last += (info.shape().get(i) - 1) * strides.get(i);
        }
        long bytes = (last + 1) * info.type().width();
        if (bytes > Integer.MAX_VALUE) {
            throw new WeightsException("%s: %s: expected a view of at most 2^31 - 1 bytes, got one of %d"
                    .formatted(file, quoted(info.name()), bytes));
        }
        ByteBuffer span = ByteBuffer.allocateDirect((int) bytes);
        source.fill(span, position, file);
        return span.flip();
    }
}
