package io.github.lmclip.core.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatTest {

    private static final int F16_INFINITY = 0x7C00;
    private static final int BF16_INFINITY = 0x7F80;

    @Test
    void everyF16SurvivesTheWayToFloatAndBack() {
        for (int bits = 0; bits <= 0xFFFF; bits++) {
            assertEquals((short) bits, HalfFloat.toF16(HalfFloat.fromF16((short) bits)));
        }
    }

    @Test
    void everyBf16SurvivesTheWayToFloatAndBack() {
        for (int bits = 0; bits <= 0xFFFF; bits++) {
            assertEquals((short) bits, HalfFloat.toBf16(HalfFloat.fromBf16((short) bits)));
        }
    }

    @Test
    void everyF16HasTheValueOfItsFields() {
        for (int bits = 0; bits < F16_INFINITY; bits++) {
            int exponent = bits >> 10;
            double fraction = (bits & 0x3FF) / 1024.0;
            double value = exponent == 0 ? fraction * 0x1p-14 : Math.scalb(1 + fraction, exponent - 15);
            assertEquals((float) value, HalfFloat.fromF16((short) bits));
            assertEquals((float) -value, HalfFloat.fromF16((short) (bits | 0x8000)));
        }
    }

    @Test
    void roundsBetweenNeighboursToTheNearestAndTiesToEven() {
        for (int bits = 0; bits < F16_INFINITY - 1; bits++) {
            float low = HalfFloat.fromF16((short) bits);
            float middle = (low + HalfFloat.fromF16((short) (bits + 1))) / 2;
            int even = bits + (bits & 1);
            assertEquals((short) even, HalfFloat.toF16(middle));
            assertEquals((short) bits, HalfFloat.toF16(Math.nextDown(middle)));
            assertEquals((short) (bits + 1), HalfFloat.toF16(Math.nextUp(middle)));
            assertEquals((short) (even | 0x8000), HalfFloat.toF16(-middle));
        }
    }

    @Test
    void roundsToBf16Likewise() {
        for (int bits = 0; bits < BF16_INFINITY; bits++) {
            float middle = Float.intBitsToFloat(bits << 16 | 0x8000);
            assertEquals((short) (bits + (bits & 1)), HalfFloat.toBf16(middle));
            assertEquals((short) bits, HalfFloat.toBf16(Math.nextDown(middle)));
            assertEquals((short) (bits + 1), HalfFloat.toBf16(Math.nextUp(middle)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "65504, 7bff",
        "65519.996, 7bff",
        "65520, 7c00",
        "1e10, 7c00",
        "Infinity, 7c00",
        "-Infinity, fc00",
        "2.9802322387695312e-8, 0",
        "2.9802326e-8, 1",
        "-1e-30, 8000"
    })
    void treatsTheEndsOfF16(float value, String bits) {
        assertEquals((short) Integer.parseInt(bits, 16), HalfFloat.toF16(value));
    }

    @Test
    void aNanWhosePayloadIsLostStaysNan() {
        float nan = Float.intBitsToFloat(0x7F800001);
        assertTrue(Float.isNaN(HalfFloat.fromF16(HalfFloat.toF16(nan))));
        assertTrue(Float.isNaN(HalfFloat.fromBf16(HalfFloat.toBf16(nan))));
    }
}
