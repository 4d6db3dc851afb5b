package io.github.lmclip.core.weights;

import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;

/** A tensor to be written: its name, type and shape, and values that are asked for when its turn comes. */
public final class TensorContent {

    private final String name;
    private final TensorType type;
    private final long[] shape;
    private final Supplier<? extends Buffer> values;

    private TensorContent(String name, TensorType type, long[] shape, Supplier<? extends Buffer> values) {
        this.name = Objects.requireNonNull(name, "name");
        this.type = type;
        this.shape = shape.clone();
        this.values = Objects.requireNonNull(values, "values");
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("%s: sizes must be >= 0, got %d".formatted(name, size));
            }
        }
    }

    /**
     * Returns a tensor of floating-point numbers.
     *
     * @param name the name
     * @param type the type to store: F32, F16 or BF16, the latter two rounded to the nearest, ties to even
     * @param shape the sizes, outermost first; empty for a scalar
     * @param values gives as many remaining values as the shape has elements, in C order; called once
     * @throws IllegalArgumentException if the type is another one or a size is negative
     */
    public static TensorContent of(String name, TensorType type, long[] shape, Supplier<FloatBuffer> values) {
        if (type != TensorType.F32 && type != TensorType.F16 && type != TensorType.BF16) {
            throw new IllegalArgumentException(
                    "%s: floats are stored as F32, F16 or BF16, got %s".formatted(name, type));
        }
        return new TensorContent(name, type, shape, values);
    }

    /**
     * Returns a tensor of 64-bit integers, I64.
     *
     * @param name the name
     * @param shape the sizes, outermost first; empty for a scalar
     * @param values gives as many remaining values as the shape has elements, in C order; called once
     * @throws IllegalArgumentException if a size is negative
     */
    public static TensorContent ofLongs(String name, long[] shape, Supplier<LongBuffer> values) {
        return new TensorContent(name, TensorType.I64, shape, values);
    }

    /**
     * Returns a tensor whose elements are written as they come, of any type: what {@link WeightFile#readStored} reads.
     *
     * @param info name, type and shape
     * @param values gives as many remaining bytes as the shape's elements have, little-endian, in C order; called once
     */
    public static TensorContent ofStored(TensorInfo info, Supplier<ByteBuffer> values) {
        return new TensorContent(info.name(), info.type(), info.dimensions(), values);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the type that is stored. */
    public TensorType type() {
        return type;
    }

    /** Returns the shape, as an array of its own. */
    public long[] shape() {
        return shape.clone();
    }

    TensorInfo info() {
        return new TensorInfo(name, type, Arrays.stream(shape).boxed().toList());
    }

    /** Returns the number of bytes that are stored. */
    long bytes() {
        long bytes = type.width();
        for (long size : shape) {
            bytes = Math.multiplyExact(bytes, size);
        }
        return bytes;
    }

    /** Writes the values through a little-endian buffer. */
    void write(NewFile.Sink sink, ByteBuffer chunk) throws IOException {
        Buffer given = values();
        while (given.hasRemaining()) {
            chunk.clear();
            move(given, chunk);
            sink.write(chunk.flip());
        }
    }

    /** Returns the values, checked to be as many as the shape says. */
    private Buffer values() {
        Buffer given = values.get();
        int unit = given instanceof ByteBuffer ? 1 : type.width();
        if (given.remaining() != bytes() / unit) {
            throw new IllegalArgumentException("%s: expected %d %s, got %d"
                    .formatted(name, bytes() / unit, unit == 1 ? "bytes" : "values", given.remaining()));
        }
        return given;
    }

    /** Moves as many values as fit. */
    private void move(Buffer from, ByteBuffer to) {
        if (from instanceof ByteBuffer bytes) {
            int count = Math.min(from.remaining(), to.remaining());
            to.put(bytes.slice(bytes.position(), count));
            from.position(from.position() + count);
            return;
        }
        int count = Math.min(from.remaining(), to.remaining() / type.width());
        if (from instanceof LongBuffer longs) {
            to.asLongBuffer().put(longs.slice(longs.position(), count));
        } else if (from instanceof FloatBuffer floats) {
            moveFloats(floats, to.slice().order(to.order()), count);
        }
        from.position(from.position() + count);
        to.position(to.position() + count * type.width());
    }

    private void moveFloats(FloatBuffer floats, ByteBuffer to, int count) {
        if (type == TensorType.F32) {
            to.asFloatBuffer().put(floats.slice(floats.position(), count));
            return;
        }
        for (int i = 0; i < count; i++) {
            float value = floats.get(floats.position() + i);
            to.putShort(type == TensorType.F16 ? HalfFloat.toF16(value) : HalfFloat.toBf16(value));
        }
    }
}
