package io.github.lmclip.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What no published code computes, against the formulas written out in plain numbers. */
class RivalFormulaTest {

    private static final double EXACT = 1e-12;

    private static final double[] LOGITS = {3, -1, 0.5, 2, -4, 1};
    private static final double[] TARGETS = {1, 0, 1, 0, 0, 1};
    private static final int[] IMAGES = {9, 4, 1};
    private static final ClassCounts COUNTS = new ClassCounts(20, List.of(9, 4, 1));

    @Test
    void starOfPaperFollowsItsFormula() {
        DistributionBalance settings = DistributionBalance.VOC_MLT;
        double claims = 1.0 / 9 + 1.0 / 4 + 1.0;
        double sum = 0;
        for (int i = 0; i < LOGITS.length; i++) {
            int images = IMAGES[i % 3];
            double weight = 0.1 + sigmoid(10 * (1.0 / images / claims - 0.3));
            double logit = LOGITS[i] - 0.05 * Math.log(20.0 / images - 1);
            boolean present = TARGETS[i] == 1;
            double seen = present ? images / 9.0 * logit : 5 * logit;
            double crossEntropy = Math.log1p(Math.exp(present ? -seen : seen));
            double focus = 2 * Math.pow(1 - Math.exp(-crossEntropy), 2);
            sum += focus * weight * crossEntropy / (present ? 1 : 5);
        }
        assertEquals(sum / LOGITS.length, value(settings.starOfPaper(COUNTS)), EXACT);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Test
    void rankingOfOneAndZeroEqualsThatOfPartialLabelsWithoutUnknowns() {
        double[] signed = TARGETS.clone();
        for (int i = 0; i < signed.length; i++) {
            signed[i] = 2 * TARGETS[i] - 1;
        }
        assertEquals(value(RankingLoss.PARTIAL_LABELS, LOGITS, signed), value(RankingLoss.defaults(), LOGITS, TARGETS));
        // first picture: 1 - 3 - 1 < 0, 1 - 0.5 - 1 < 0; second: 1 - 1 + 2 = 2, 1 - 1 - 4 < 0
        assertEquals((0 + 2 / (1 + 1e-8)) / 2, value(RankingLoss.defaults()), EXACT);
    }

    @Test
    void rankingRefusesAnAbsentTargetOfOne() {
        String message = assertThrows(IllegalArgumentException.class, () -> new RankingLoss(1, 1))
                .getMessage();
        assertEquals("absent must be < 1, the target of present classes, got 1.0", message);
    }

    @Test
    void embeddingLossPushesPresentPromptsAwayAndPullsAbsentOnes() {
        assertTrue(embeddingLoss(1, 0.1, 1) > embeddingLoss(0.1, 1, 1), "present");
        assertTrue(embeddingLoss(1, 0.1, 0) < embeddingLoss(0.1, 1, 0), "absent");
    }

    /** Returns the loss of the caption (1, 0) and the prompt (x, y). */
    private static double embeddingLoss(double x, double y, double target) {
        try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
            NDArray caption = tensors.constant(new double[] {1, 0}, 1, 1, 2);
            NDArray prompt = tensors.leaf(new double[] {x, y}, 1, 1, 2);
            NDArray targets = tensors.constant(new double[] {target}, 1, 1);
            return Tensors.value(new ClassEmbeddingLoss(3, 2, Optional.empty()).evaluate(caption, prompt, targets));
        }
    }

    @Test
    void embeddingLossRefusesShapesThatDoNotFit() {
        try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
            NDArray captions = tensors.constant(new double[12], 2, 3, 2);
            NDArray prompts = tensors.constant(new double[12], 3, 2, 2);
            NDArray targets = tensors.constant(new double[6], 2, 3);
            ClassEmbeddingLoss loss = ClassEmbeddingLoss.defaults().withCounts(COUNTS);
            assertEquals(
                    "captions, prompts and targets must be [N, L, D], [C, L, D] and [N, C],"
                            + " got (2, 3, 2), (3, 2, 2) and (2, 3)",
                    assertThrows(IllegalArgumentException.class, () -> loss.evaluate(captions, prompts, targets))
                            .getMessage());
        }
    }

    private static double value(Loss loss) {
        return value(loss, LOGITS, TARGETS);
    }

    private static double value(Loss loss, double[] logits, double[] targets) {
        try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
            return Tensors.value(
                    loss.evaluate(LossInput.of(tensors.leaf(logits, 2, 3), tensors.constant(targets, 2, 3))));
        }
    }
}
