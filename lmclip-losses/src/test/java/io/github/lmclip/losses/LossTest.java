package io.github.lmclip.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LossTest {

    private static final double EXACT = 1e-12;

    private final Loss bal = BalancedAsymmetricLoss.defaults();
    private final Loss bce = new BinaryCrossEntropyLoss();

    @Test
    void sumsAndMultiples() {
        try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
            LossInput batch = batch(tensors);
            double expected = 0.2 * Tensors.value(bal.evaluate(batch)) + Tensors.value(bce.evaluate(batch));
            assertEquals(expected, Tensors.value(bal.times(0.2).plus(bce).evaluate(batch)), EXACT);
        }
    }

    @Test
    void termsAddUpToTheWhole() {
        Loss objective = bal.times(0.2).plus(bce).times(3).plus(bce);
        assertEquals(3, objective.terms().size());
        try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
            LossInput batch = batch(tensors);
            double sum = objective.terms().stream()
                    .mapToDouble(term -> Tensors.value(term.evaluate(batch)))
                    .sum();
            assertEquals(Tensors.value(objective.evaluate(batch)), sum, EXACT);
        }
    }

    @Test
    void printsAsTheFormula() {
        assertEquals(
                "0.2 * BinaryCrossEntropyLoss[] + ContrastiveLoss[]",
                bce.times(0.2).plus(new ContrastiveLoss()).toString());
    }

    @Test
    void lossesOfEqualContentAreEqual() {
        assertEquals(BalancedAsymmetricLoss.defaults().withGammaNeg(9.8), bal);
    }

    @Test
    void everySwitchOfTheBalancedLossChangesItsValue() {
        BalancedAsymmetricLoss base = BalancedAsymmetricLoss.defaults();
        List<BalancedAsymmetricLoss> switched = List.of(
                base.withNormalization(Normalization.NONE),
                base.withNormalization(Normalization.LOGIT_SCALE),
                base.withClassWeights(List.of(1.0, 0.5, 0.2)),
                base.withSmoothing(0),
                base.withMargin(0),
                base.withGammaNeg(4),
                base.withGammaPos(1),
                base.withReduction(Reduction.SUM));
        try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
            LossInput batch = batch(tensors);
            double before = Tensors.value(base.evaluate(batch));
            for (BalancedAsymmetricLoss loss : switched) {
                double change = Math.abs(Tensors.value(loss.evaluate(batch)) - before);
                org.junit.jupiter.api.Assertions.assertTrue(change > 1e-6, loss.toString());
            }
        }
    }

    @Test
    void refusesWrongHyperParameters() {
        refuses("gammaNeg must be >= 0, got -1.0", () -> BalancedAsymmetricLoss.defaults()
                .withGammaNeg(-1));
        refuses("gammaPos must be >= 0, got NaN", () -> AsymmetricLoss.defaults()
                .withGammaPos(Double.NaN));
        refuses("smoothing must be in [0, 1), got 1.0", () -> AsymmetricLoss.defaults()
                .withSmoothing(1));
        refuses("margin must be >= 0, got -0.1", () -> AsymmetricLoss.defaults().withMargin(-0.1));
        refuses("eps must be in [1.0E-30, 1), got 0.0", () -> BalancedAsymmetricLoss.defaults()
                .withEps(0));
        refuses("factor must be >= 0, got -2.0", () -> bal.times(-2));
        refuses("classWeights[1] must be >= 0, got -1.0", () -> AsymmetricLoss.defaults()
                .withClassWeights(List.of(1.0, -1.0)));
    }

    @Test
    void refusesBatchesThatDoNotFit() {
        try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
            NDArray two = tensors.constant(new double[6], 2, 3);
            NDArray other = tensors.constant(new double[4], 2, 2);
            refuses(
                    "logits and targets must be two matrices of one shape, got (2, 3) and (2, 2)",
                    () -> LossInput.of(two, other));
            Loss weighted = BalancedAsymmetricLoss.defaults().withClassWeights(List.of(1.0));
            refuses(
                    "classWeights must be empty or one per class (3), got 1",
                    () -> weighted.evaluate(LossInput.of(two, two)));
            IllegalStateException missing = assertThrows(
                    IllegalStateException.class, () -> new ContrastiveLoss().evaluate(LossInput.of(two, two)));
            assertEquals("this loss needs images, and the batch has none", missing.getMessage());
        }
    }

    @Test
    void djlLossEqualsTheLossItWraps() {
        try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
            LossInput batch = batch(tensors);
            NDArray logits = batch.logits().orElseThrow();
            NDArray targets = batch.targets().orElseThrow();
            DjlLoss loss = new DjlLoss("bal", bal);
            NDArray value = loss.evaluate(new NDList(targets), new NDList(logits));
            assertEquals(Tensors.value(bal.evaluate(batch)), Tensors.value(value), EXACT);
            refuses(
                    "expected 1, 4 or 5 predictions (logits; images, texts, scale; bias), got 2",
                    () -> loss.evaluate(new NDList(targets), new NDList(logits, logits)));
        }
    }

    @Test
    void djlLossReadsPairsAndTheirBias() {
        try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
            LossInput batch = batch(tensors).withLogitBias(tensors.leaf(-1));
            NDList pairs = new NDList(
                    batch.logits().orElseThrow(),
                    batch.images().orElseThrow(),
                    batch.texts().orElseThrow(),
                    batch.logitScale().orElseThrow());
            NDList targets = new NDList(batch.targets().orElseThrow());
            Loss both = bal.plus(new ContrastiveLoss());
            assertEquals(
                    Tensors.value(both.evaluate(batch)),
                    Tensors.value(new DjlLoss("both", both).evaluate(targets, pairs)),
                    EXACT);
            pairs.add(batch.logitBias().orElseThrow());
            assertEquals(
                    Tensors.value(new SigLipLoss().evaluate(batch)),
                    Tensors.value(new DjlLoss("siglip", new SigLipLoss()).evaluate(targets, pairs)),
                    EXACT);
        }
    }

    @Test
    void refusesMixedTypesAndScalesThatWouldBroadcast() {
        try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
            NDArray matrix = tensors.constant(new double[4], 2, 2);
            NDArray two = tensors.constant(new double[2], 2);
            NDArray floats = matrix.toType(DataType.FLOAT32, true);
            refuses(
                    "all arrays of a batch must have one number type, got [float32, float64]",
                    () -> LossInput.of(matrix, floats));
            refuses("logitScale must be a scalar of shape (), got (2)", () -> LossInput.ofPairs(matrix, matrix, two));
            refuses("logitBias must be a scalar of shape (), got (2)", () -> LossInput.of(matrix, matrix)
                    .withLogitBias(two));
        }
    }

    private static LossInput batch(Tensors tensors) {
        NDArray logits = tensors.leaf(new double[] {3, 1, 0.5, 2, 4, 1}, 2, 3);
        NDArray targets = tensors.constant(new double[] {1, 0, 0, 0, 1, 1}, 2, 3);
        NDArray images = tensors.constant(new double[] {1, 0, 0, 1}, 2, 2);
        return LossInput.of(logits, targets, images, images, tensors.leaf(2));
    }

    private static void refuses(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
