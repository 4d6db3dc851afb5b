package io.github.lmclip.core.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.github.lmclip.core.weights.HalfFloat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * A constant of the graph whose content is made when it is written, so that one is in memory at a time.
 *
 * @param name unique in the graph
 * @param type of the elements
 * @param shape its sizes
 * @param bytes length of the content
 * @param content makes the elements, little-endian, row by row
 */
record Initializer(String name, DataType type, long[] shape, long bytes, Supplier<ByteBuffer> content) {

    static Initializer floats(String name, Supplier<float[]> values, long... shape) {
        return new Initializer(name, DataType.FLOAT, shape, Float.BYTES * count(shape), () -> bytes(values.get()));
    }

    /** Keeps floats as float16. */
    static Initializer halves(String name, Supplier<float[]> values, long... shape) {
        return new Initializer(
                name, DataType.FLOAT16, shape, Short.BYTES * count(shape), () -> halfBytes(values.get()));
    }

    static Initializer bytes(String name, Supplier<byte[]> values, long... shape) {
        return new Initializer(name, DataType.INT8, shape, count(shape), () -> ByteBuffer.wrap(values.get()));
    }

    /** A number of 0 to 255. */
    static Initializer unsigned(String name, int value) {
        byte[] content = {(byte) value};
        return new Initializer(name, DataType.UINT8, new long[0], 1, () -> ByteBuffer.wrap(content));
    }

    static Initializer ints(String name, Supplier<int[]> values, long... shape) {
        return new Initializer(name, DataType.INT32, shape, Integer.BYTES * count(shape), () -> {
            ByteBuffer content = little(Math.toIntExact(Integer.BYTES * count(shape)));
            content.asIntBuffer().put(values.get());
            return content;
        });
    }

    static Initializer longs(String name, long[] values, long... shape) {
        ByteBuffer content = little(values.length * Long.BYTES);
        content.asLongBuffer().put(values);
        return new Initializer(name, DataType.INT64, shape, content.limit(), content::duplicate);
    }

    private static ByteBuffer bytes(float... values) {
        ByteBuffer content = little(values.length * Float.BYTES);
        content.asFloatBuffer().put(values);
        return content;
    }

    private static ByteBuffer halfBytes(float... values) {
        ByteBuffer content = little(values.length * Short.BYTES);
        for (int i = 0; i < values.length; i++) {
            content.putShort(Short.BYTES * i, HalfFloat.toF16(values[i]));
        }
        return content;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static long count(long... shape) {
        return LongStream.of(shape).reduce(1, Math::multiplyExact);
    }

    /** Returns all of the tensor but its content. */
    TensorProto.Builder header() {
        TensorProto.Builder header = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        for (long size : shape) {
            header.addDims(size);
        }
        return header;
    }

    /**
     * Returns the content.
     *
     * @throws IllegalStateException if it has another length than the shape
     */
    ByteBuffer make() {
        ByteBuffer made = content.get();
        if (made.remaining() != bytes) {
            throw new IllegalStateException(
                    "%s has %d bytes, its shape wants %d".formatted(name, made.remaining(), bytes));
        }
        return made;
    }
}
