package io.github.lmclip.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftPlusTest {

    private static final double ROUNDING = 1e-15;

    @ParameterizedTest
    @ValueSource(doubles = {-800, -50, -20.5, -1, -1e-9, 0, 1e-9, 1, 19, 20.5, 22, 50, 800})
    void valueAndSlopeAreExactToTheLastBits(double x) {
        try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
            NDArray leaf = tensors.leaf(x);
            NDArray value = SoftPlus.of(leaf);
            tensors.backward(value);
            double expected = Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
            assertEquals(expected, Tensors.value(value), ROUNDING * expected);
            double slope = x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
            assertEquals(slope, Tensors.gradient(leaf)[0], ROUNDING * (1 + 1e3 * Math.min(slope, 1e-3)));
        }
    }
}
