package io.github.lmclip.core.weights;

/** Conversions between float32 and the two 16-bit formats, by their bits. */
public final class HalfFloat {

    private static final int SIGN = 0x8000;
    private static final int F16_INFINITY = 0x7C00;
    private static final int F32_INFINITY = 0x7F800000;
    private static final int F32_MAGNITUDE = 0x7FFFFFFF;
    private static final int QUIET_F16 = 0x0200;
    private static final int QUIET_BF16 = 0x0040;

    /** The bits that float32's 23 have beyond the 10 of binary16. */
    private static final int DROPPED = 13;

    /** The distance of the two exponent biases, 127 and 15. */
    private static final int REBIAS = 112;

    /** 2 to the power -24, the value of binary16's last place below its smallest normal number. */
    private static final float SUBNORMAL_UNIT = 0x1p-24f;

    /** The last place of a float at 0.5 is {@link #SUBNORMAL_UNIT}: a sum with it is rounded to that, ties to even. */
    private static final float SUBNORMAL_ROUNDER = 0.5f;

    private HalfFloat() {}

    /** Returns the value of IEEE 754 binary16 bits; exact, also for subnormal numbers, and NaN keeps its payload. */
    public static float fromF16(short bits) {
        int sign = (bits & SIGN) << 16;
        int magnitude = bits & 0x7FFF;
        if (magnitude >= F16_INFINITY) {
            return Float.intBitsToFloat(sign | F32_INFINITY | (magnitude & 0x3FF) << DROPPED);
        }
        if (magnitude < 0x400) {
            return Float.intBitsToFloat(sign | Float.floatToRawIntBits(magnitude * SUBNORMAL_UNIT));
        }
        return Float.intBitsToFloat(sign | (magnitude << DROPPED) + (REBIAS << 23));
    }

    /** Returns the nearest binary16 bits, ties to even; too large numbers become infinite, NaN stays NaN. */
    public static short toF16(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & SIGN;
        int magnitude = bits & F32_MAGNITUDE;
        if (magnitude > F32_INFINITY) {
            int payload = magnitude >> DROPPED & 0x3FF;
            return (short) (sign | F16_INFINITY | (payload == 0 ? QUIET_F16 : payload));
        }
        if (magnitude >= REBIAS + 31 << 23) {
            return (short) (sign | F16_INFINITY);
        }
        if (magnitude < REBIAS + 1 << 23) {
            float rounded = Float.intBitsToFloat(magnitude) + SUBNORMAL_ROUNDER;
            return (short) (sign | Float.floatToRawIntBits(rounded) - Float.floatToRawIntBits(SUBNORMAL_ROUNDER));
        }
        return (short) (sign | (rounded(magnitude, DROPPED) - (REBIAS << 23 - DROPPED)));
    }

    /** Returns the value of bfloat16 bits: the upper half of a float32. */
    public static float fromBf16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** Returns the nearest bfloat16 bits, ties to even; NaN stays NaN. */
    public static short toBf16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if ((bits & F32_MAGNITUDE) > F32_INFINITY) {
            int upper = bits >>> 16;
            return (short) ((upper & 0x7F) == 0 ? upper | QUIET_BF16 : upper);
        }
        return (short) (bits >>> 16 & SIGN | rounded(bits & F32_MAGNITUDE, 16));
    }

    /** Drops low bits, to the nearest, ties to even; a carry runs into the exponent, as it should. */
    private static int rounded(int magnitude, int dropped) {
        int odd = magnitude >> dropped & 1;
        return magnitude + (1 << dropped - 1) - 1 + odd >>> dropped;
    }
}
