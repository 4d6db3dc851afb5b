package io.github.lmclip.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the published code gives NaN or infinity, the losses have a documented finite value and a finite gradient. */
class FiniteLossTest {

    private static final double ROUNDING = 1e-6;

    static Stream<Arguments> awkwardLogits() {
        List<double[]> rows = List.of(
                new double[] {0, -1, -2, 0},
                new double[] {-0.0, -1, -2, -3},
                new double[] {0, 0, 0, 0},
                new double[] {1e-30, -1, 0, 5e-31},
                new double[] {1e-38, -1e30, 1, -1},
                new double[] {-1e-38, -5, -6, -7},
                new double[] {1e-310, -1, 5e-311, -1e-310},
                new double[] {-1e-310, -1, -1, -2e-310},
                new double[] {1e-45, 1e-45, -1e-45, -3},
                new double[] {3e-308, -2e-306, 1e-308, -1e-306},
                new double[] {2e-38, -1e-36, 1e-38, -5e-37},
                new double[] {1e30, -1e30, 1e20, 0},
                new double[] {60, -60, 200, -200},
                new double[] {0.5, -40, -3, 0.1});
        return rows.stream().flatMap(row -> losses().map(loss -> Arguments.of(loss, row)));
    }

    private static Stream<Loss> losses() {
        BalancedAsymmetricLoss bal = BalancedAsymmetricLoss.defaults();
        return Stream.of(
                bal,
                bal.withGammaNeg(12),
                bal.withGammaPos(0.5).withMargin(0),
                bal.withNormalization(Normalization.NONE).withGammaPos(0.7),
                AsymmetricLoss.defaults()
                        .withFocusGradient(true)
                        .withGammaPos(0.3)
                        .withMargin(0),
                AsymmetricLoss.defaults()
                        .withSmoothing(0.1)
                        .withFocusGradient(true)
                        .withGammaNeg(2.5),
                new SingleLabelAsymmetricLoss(0.5, 0.5, 0.1, Reduction.MEAN),
                new BinaryCrossEntropyLoss());
    }

    @ParameterizedTest
    @MethodSource("awkwardLogits")
    void staysFiniteInBothPrecisions(Loss loss, double[] row) {
        for (Precision precision : Precision.values()) {
            try (Tensors tensors = Tensors.of(precision)) {
                NDArray logits = tensors.leaf(row, 1, row.length);
                NDArray value = loss.evaluate(LossInput.of(logits, tensors.oneHot(new long[] {0}, row.length)));
                tensors.backward(value);
                String place = loss + " of " + Arrays.toString(row) + " in " + precision;
                assertTrue(Double.isFinite(Tensors.value(value)), place);
                for (double slope : Tensors.gradient(logits)) {
                    assertTrue(Double.isFinite(slope), place + ": " + Arrays.toString(Tensors.gradient(logits)));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("zeroMaxima")
    void maximumOfZeroIsTheLimitFromAbove(double zero) {
        double[] atZero = {zero, -1, -2, -3};
        double[] justAbove = {1e-9, -1, -2, -3};
        BalancedAsymmetricLoss loss = BalancedAsymmetricLoss.defaults();
        assertEquals(value(loss, justAbove), value(loss, atZero), ROUNDING);
        try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
            NDArray logits = tensors.leaf(atZero, 1, 4);
            tensors.backward(loss.evaluate(LossInput.of(logits, tensors.oneHot(new long[] {0}, 4))));
            assertArrayEquals(new double[4], Tensors.gradient(logits));
        }
    }

    static Stream<Double> zeroMaxima() {
        return Stream.of(0.0, -0.0);
    }

    private static double value(Loss loss, double[] row) {
        try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
            NDArray logits = tensors.leaf(row, 1, row.length);
            return Tensors.value(loss.evaluate(LossInput.of(logits, tensors.oneHot(new long[] {0}, row.length))));
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void keepsNanOfTheLogits(Loss loss) {
        assertTrue(Double.isNaN(value(loss, new double[] {Double.NaN, 1, 2, 3})), loss.toString());
    }
}
