package io.github.lmclip.core.weights;

import java.nio.ByteBuffer;

/** The number types of safetensors files, under the names that the format gives them. */
public enum TensorType {
    /** One byte, zero or not. */
    BOOL(1),
    /** Unsigned 8-bit integer. */
    U8(1),
    /** Signed 8-bit integer. */
    I8(1),
    /** Unsigned 16-bit integer. */
    U16(2),
    /** Signed 16-bit integer. */
    I16(2),
    /** Unsigned 32-bit integer. */
    U32(4),
    /** Signed 32-bit integer. */
    I32(4),
    /** Unsigned 64-bit integer. */
    U64(8),
    /** Signed 64-bit integer. */
    I64(8),
    /** IEEE 754 binary16. */
    F16(2),
    /** The upper half of a binary32. */
    BF16(2),
    /** IEEE 754 binary32. */
    F32(4),
    /** IEEE 754 binary64. */
    F64(8);

    private final int width;

    TensorType(int width) {
        this.width = width;
    }

    /** Returns the bytes per element. */
    public int width() {
        return width;
    }

    /** Returns whether the type holds floating-point numbers. */
    public boolean isFloating() {
        return this == F16 || this == BF16 || this == F32 || this == F64;
    }

    /** Reads the next element of a little-endian buffer as the nearest float32. */
    float next(ByteBuffer stored) {
        return switch (this) {
            case BOOL -> stored.get() == 0 ? 0 : 1;
            case U8 -> stored.get() & 0xFF;
            case I8 -> stored.get();
            case U16 -> stored.getShort() & 0xFFFF;
            case I16 -> stored.getShort();
            case U32 -> stored.getInt() & 0xFFFFFFFFL;
            case I32 -> stored.getInt();
            case U64 -> unsigned(stored.getLong());
            case I64 -> stored.getLong();
            case F16 -> HalfFloat.fromF16(stored.getShort());
            case BF16 -> HalfFloat.fromBf16(stored.getShort());
            case F32 -> stored.getFloat();
            case F64 -> (float) stored.getDouble();
        };
    }

    /** Halves a number above 2^63 first, its last bit kept so that it still rounds to the nearest. */
    private static float unsigned(long bits) {
        return bits >= 0 ? bits : 2f * (bits >>> 1 | bits & 1);
    }
}
