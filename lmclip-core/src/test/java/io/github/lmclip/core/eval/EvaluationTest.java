package io.github.lmclip.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.ClassGroup;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static final double EXACT = 1e-15;

    @Test
    void classWithoutPositivesHasPrecisionZeroAndNoAuroc() {
        assertEquals(0, AveragePrecision.of(new float[] {1, 2}, new boolean[2]));
        assertTrue(Double.isNaN(Auroc.of(new float[] {1, 2}, new boolean[2])));
    }

    @Test
    void classWithPositivesOnlyHasPrecisionOneAndNoAuroc() {
        boolean[] all = {true, true};
        assertEquals(1, AveragePrecision.of(new float[] {1, 2}, all));
        assertTrue(Double.isNaN(Auroc.of(new float[] {1, 2}, all)));
    }

    @Test
    void zeroAndMinusZeroAreTheSameScore() {
        assertEquals(0.5, AveragePrecision.of(new float[] {0f, -0f}, new boolean[] {false, true}), EXACT);
        assertEquals(0.5, Auroc.of(new float[] {0f, -0f}, new boolean[] {false, true}), EXACT);
    }

    @Test
    void groupWithoutClassesIsUndefinedAndPrintsAsADash() {
        float[][] logits = {{2, 1}, {1, 2}};
        boolean[][] targets = {{true, false}, {false, true}};
        List<ClassGroup> groups = List.of(ClassGroup.HEAD, ClassGroup.TAIL);
        Evaluation found = Evaluation.of(ScoreKind.SOFTMAX, logits, targets, List.of("a", "b"), groups);
        assertTrue(Double.isNaN(found.meanAveragePrecision().medium()));
        assertEquals(
                "mAP 100.00 / 100.00 / - / 100.00 (total / head / medium / tail, %, by softmax, 2 images)",
                found.toString());
    }

    @Test
    void namesTheImageAndTheClassOfNan() {
        float[][] logits = {{2, Float.NaN}};
        List<ClassGroup> groups = List.of(ClassGroup.HEAD, ClassGroup.TAIL);
        IllegalArgumentException thrown = assertThrows(
                IllegalArgumentException.class,
                () -> Evaluation.of(ScoreKind.RAW, logits, new boolean[1][2], List.of("a", "b"), groups));
        assertEquals("the logit of image 0 and class b is NaN", thrown.getMessage());
    }

    @Test
    void softmaxOfLargeLogitsStaysFinite() {
        float[] scores = ScoreKind.softmax(new float[] {1e30f, 0, -1e30f});
        assertEquals(1, scores[0]);
        assertEquals(0, scores[2]);
    }
}
