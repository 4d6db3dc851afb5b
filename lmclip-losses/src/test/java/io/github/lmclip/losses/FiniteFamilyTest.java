package io.github.lmclip.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows without classes, classes without images, classes in all images: the published codes give NaN or infinity there. */
class FiniteFamilyTest {

    private static final double EXACT = 1e-12;

    private static final ClassCounts AWKWARD = new ClassCounts(12, List.of(12, 0, 3));

    private static final List<double[]> LOGITS = List.of(
            new double[] {0, 0, 0, 0, 0, 0},
            new double[] {60, -60, 60, -60, 60, -60},
            new double[] {1e30, -1e30, 1e20, -1e20, 1, 1e-40},
            new double[] {400, 17, -17, -400, 37, -37});

    @ParameterizedTest
    @EnumSource(LossFamily.class)
    void valueAndGradientStayFiniteInBothPrecisions(LossFamily name) {
        for (DistributionBalance settings :
                List.of(DistributionBalance.VOC_MLT, new DistributionBalance(0, 0, 0, 5, 3, 0.5, 1, 0.1))) {
            Loss loss = name.of(settings, AWKWARD);
            for (Precision precision : Precision.values()) {
                LOGITS.forEach(logits -> assertFinite(loss, logits, precision));
            }
        }
    }

    /** The first picture shows two classes, the second none. */
    private static void assertFinite(Loss loss, double[] values, Precision precision) {
        try (Tensors tensors = Tensors.of(precision)) {
            NDArray logits = tensors.leaf(values, 2, 3);
            NDArray targets = tensors.constant(new double[] {1, 1, 0, 0, 0, 0}, 2, 3);
            NDArray value = loss.evaluate(LossInput.of(logits, targets));
            tensors.backward(value);
            String place = loss + " of " + Arrays.toString(values) + " in " + precision;
            assertTrue(Double.isFinite(Tensors.value(value)), place + ": " + Tensors.value(value));
            for (double slope : Tensors.gradient(logits)) {
                assertTrue(Double.isFinite(slope), place + ": " + Arrays.toString(Tensors.gradient(logits)));
            }
        }
    }

    static Stream<Weighting> weightings() {
        return Stream.of(
                FrequencyWeighting.inverse(AWKWARD),
                new Rebalancing(AWKWARD, 0.1, 10, 0.3, Rebalancing.Claims.PRESENT),
                new Rebalancing(AWKWARD, 0.1, 10, 0.3, Rebalancing.Claims.ALL),
                ClassBalancing.of(AWKWARD));
    }

    @ParameterizedTest
    @MethodSource("weightings")
    void classWithoutImagesWeighsLikeTheRarest(Weighting weighting) {
        double[] weights = weights(weighting, 0, 0, 1);
        assertEquals(weights[2], weights[1]);
        assertTrue(weights[0] < weights[1], Arrays.toString(weights));
    }

    @Test
    void pictureWithoutClassesHasTheDocumentedWeight() {
        double lifted = weights(new Rebalancing(AWKWARD, 0.1, 10, 0.3, Rebalancing.Claims.PRESENT), 0, 0, 0)[0];
        assertEquals(1.1, lifted, EXACT);
        double flat = weights(new Rebalancing(AWKWARD, 0.1, 0, 0.3, Rebalancing.Claims.PRESENT), 0, 0, 0)[0];
        assertEquals(0.6, flat, EXACT);
        for (ClassBalancing.Averaging averaging :
                List.of(ClassBalancing.Averaging.MEAN_COUNT, ClassBalancing.Averaging.MEAN_WEIGHT)) {
            ClassBalancing balancing = new ClassBalancing(AWKWARD, 0.9, averaging);
            assertEquals(weights(balancing, 1, 1, 1)[0], weights(balancing, 0, 0, 0)[0], EXACT);
        }
    }

    @Test
    void leastCountOfLargeClassesIsTheirOwn() {
        ClassCounts large = new ClassCounts(3_000_000, List.of(400_000, 900_000, 700_000));
        double beta = 1 - 1e-6;
        ClassBalancing balancing = new ClassBalancing(large, beta, ClassBalancing.Averaging.LEAST_COUNT);
        double expected = (1 - beta) / (1 - Math.pow(beta, 700_000));
        assertEquals(expected, weights(balancing, 0, 1, 1)[0], 1e-9 * expected);
    }

    @Test
    void tokensOfLengthZeroHaveAFiniteGradient() {
        for (Precision precision : Precision.values()) {
            try (Tensors tensors = Tensors.of(precision)) {
                NDArray prompts = tensors.leaf(new double[12], 3, 2, 2);
                NDArray captions = tensors.constant(new double[] {1, 2, 0, 0}, 1, 2, 2);
                NDArray targets = tensors.constant(new double[] {1, 0, 0}, 1, 3);
                NDArray value = new ClassEmbeddingLoss(1, 1, Optional.of(AWKWARD)).evaluate(captions, prompts, targets);
                tensors.backward(value);
                assertTrue(Double.isFinite(Tensors.value(value)));
                assertTrue(Arrays.stream(Tensors.gradient(prompts)).allMatch(Double::isFinite));
            }
        }
    }

    private static double[] weights(Weighting weighting, double... targets) {
        try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
            return Tensors.values(weighting.weights(tensors.constant(targets, 1, targets.length)));
        }
    }
}
