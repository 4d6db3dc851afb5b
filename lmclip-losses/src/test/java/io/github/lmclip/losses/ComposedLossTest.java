package io.github.lmclip.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ComposedLossTest {

    private static final double EXACT = 1e-12;

    private static final double[] LOGITS = {3, -1, 0.5, 2, -4, 1};
    private static final double[] TARGETS = {1, 0, 1, 0, 0, 1};
    private static final ClassCounts COUNTS = new ClassCounts(20, List.of(9, 4, 1));

    private final ComposedLoss plain = ComposedLoss.of(CrossEntropy.SIGMOID);

    @Test
    void switchedOffItIsBinaryCrossEntropy() {
        ComposedLoss off = DistributionBalance.VOC_MLT
                .authors(COUNTS)
                .withWeightings(List.of())
                .withShifts(List.of())
                .focused(Focusing.NONE);
        assertEquals(plain, off);
        assertEquals(value(new BinaryCrossEntropyLoss()), value(off), EXACT);
    }

    @Test
    void shiftsFollowEachOther() {
        MarginShift twice = TargetScaling.of(2, 2);
        MarginShift more = (logits, targets) -> logits.add(1);
        Loss scaledFirst = plain.shifted(twice).shifted(more);
        Loss movedFirst = plain.shifted(more).shifted(twice);
        assertEquals(crossEntropy(2, 1), value(scaledFirst), EXACT);
        assertEquals(crossEntropy(2, 2), value(movedFirst), EXACT);
    }

    @Test
    void weightingsMultiply() {
        Loss both = plain.weighted(new TargetWeighting(2, 2)).weighted(new TargetWeighting(3, 3));
        assertEquals(6 * crossEntropy(1, 0), value(both), EXACT);
    }

    @Test
    void weightsOfPresentAndAbsentClassesAreKeptApart() {
        double present = value(plain.weighted(new TargetWeighting(1, 0)));
        double absent = value(plain.weighted(new TargetWeighting(0, 1)));
        assertEquals(crossEntropy(1, 0), present + absent, EXACT);
        assertEquals(0.2 * present + 0.7 * absent, value(plain.weighted(new TargetWeighting(0.2, 0.7))), EXACT);
    }

    @Test
    void focusingOfTheBatchIsOneFactor() {
        double mean = crossEntropy(1, 0);
        double factor = 2 * Math.pow(1 - Math.exp(-mean), 3);
        assertEquals(factor * mean, value(plain.focused(new Focusing(3, 2, Focusing.Scope.BATCH))), EXACT);
    }

    @Test
    void logitsOfTheCallerStayAsTheyAre() {
        try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
            NDArray logits = tensors.leaf(LOGITS, 2, 3);
            DistributionBalance.VOC_MLT.star(COUNTS).evaluate(LossInput.of(logits, tensors.constant(TARGETS, 2, 3)));
            assertArrayEquals(LOGITS, Tensors.values(logits));
        }
    }

    @Test
    void printsItsPieces() {
        assertEquals(
                "ComposedLoss[base=SIGMOID, shifts=[PriorBias[counts=ClassCounts[images=20, counts=[9, 4, 1]], scale=0.01]],"
                        + " weightings=[TargetWeighting[present=1.0, absent=0.2]],"
                        + " focusing=Focusing[gamma=2.0, factor=0.25, scope=ELEMENT], reduction=MEAN]",
                plain.shifted(new PriorBias(COUNTS, 0.01))
                        .weighted(new TargetWeighting(1, 0.2))
                        .focused(Focusing.FOCAL)
                        .toString());
    }

    @Test
    void refusesWrongNumbers() {
        refuses("counts[1] must be in [0, 5], got 6", () -> new ClassCounts(5, List.of(1, 6)));
        refuses("images must be >= 1, got 0.0", () -> new ClassCounts(0, List.of()));
        refuses(
                "beta must be in [0, 1), got 1.0",
                () -> new ClassBalancing(COUNTS, 1, ClassBalancing.Averaging.BY_CLASS));
        refuses("absent must be > 0, got 0.0", () -> TargetScaling.of(1, 0));
        refuses("present[0] must be > 0, got -1.0", () -> TargetScaling.of(-1, 1));
        refuses("gamma must be >= 0, got -2.0", () -> new Focusing(-2, 1, Focusing.Scope.ELEMENT));
        refuses(
                "slope must be >= 0, got NaN",
                () -> new Rebalancing(COUNTS, 0.1, Double.NaN, 0.3, Rebalancing.Claims.PRESENT));
        refuses("tolerance must be > 0, got 0.0", () -> new DistributionBalance(0, 0, 0, 0, 0, 0, 0, 1));
    }

    @Test
    void refusesCountsOfOtherClasses() {
        ClassCounts two = new ClassCounts(5, List.of(1, 2));
        refuses("the counts are of 2 classes, the batch has 3", () -> value(plain.shifted(new PriorBias(two, 1))));
        refuses(
                "present must have one factor or one per class (3), got 2",
                () -> value(plain.shifted(TargetScaling.byFrequency(two, 1))));
    }

    private static double value(Loss loss) {
        try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
            return Tensors.value(
                    loss.evaluate(LossInput.of(tensors.leaf(LOGITS, 2, 3), tensors.constant(TARGETS, 2, 3))));
        }
    }

    /** Returns the mean cross-entropy of the logits times a factor, moved. */
    private static double crossEntropy(double factor, double moved) {
        double sum = 0;
        for (int i = 0; i < LOGITS.length; i++) {
            double logit = factor * LOGITS[i] + moved;
            sum += Math.log1p(Math.exp(TARGETS[i] == 1 ? -logit : logit));
        }
        return sum / LOGITS.length;
    }

    private static void refuses(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
