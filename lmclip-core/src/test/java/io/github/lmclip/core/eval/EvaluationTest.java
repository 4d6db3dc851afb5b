package io.github.lmclip.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.ClassGroup;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTest {

    private static final double EXACT = 1e-15;
    private static final double FLOAT_ROUNDING = 4 * Math.ulp(1f);
    private static final List<ClassGroup> HEAD_AND_TAIL = List.of(ClassGroup.HEAD, ClassGroup.TAIL);

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
        Evaluation found = Evaluation.of(ScoreKind.SOFTMAX, logits, targets, List.of("a", "b"), HEAD_AND_TAIL);
        assertTrue(Double.isNaN(found.meanAveragePrecision().medium()));
        assertEquals(
                "mAP 100.00 / 100.00 / - / 100.00 (total / head / medium / tail, %, by softmax, 2 images)",
                found.toString());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void namesTheImageAndTheClassOfALogitThatIsNotFinite(float broken) {
        float[][] logits = {{2, 1}, {2, broken}};
        for (ScoreKind kind : ScoreKind.values()) {
            IllegalArgumentException thrown = assertThrows(
                    IllegalArgumentException.class,
                    () -> Evaluation.of(kind, logits, new boolean[2][2], List.of("a", "b"), HEAD_AND_TAIL));
            assertEquals(
                    "the logit of image 1 and class b is " + broken + ", expected a finite number",
                    thrown.getMessage());
        }
    }

    @Test
    void namesTheRowOfAnotherWidth() {
        float[][] logits = {{2, 1}, {2}};
        IllegalArgumentException thrown = assertThrows(
                IllegalArgumentException.class,
                () -> Evaluation.of(ScoreKind.RAW, logits, new boolean[2][2], List.of("a", "b"), HEAD_AND_TAIL));
        assertEquals("row 1 must have 2 logits and targets, got 1 and 2", thrown.getMessage());
    }

    @Test
    void refusesAListThatMissesAClass() {
        List<String> names = List.of("a", "b");
        List<Double> one = List.of(1.0);
        List<Double> two = List.of(1.0, 1.0);
        IllegalArgumentException thrown = assertThrows(
                IllegalArgumentException.class,
                () -> new Evaluation(ScoreKind.RAW, 1, names, HEAD_AND_TAIL, List.of(1, 1), two, one));
        assertEquals("aurocs must hold one value for each of the 2 classes, got 1", thrown.getMessage());
    }

    @Test
    void classesWithoutAurocAreLeftOutOfItsMeanButPrecisionZeroCounts() {
        float[][] logits = {{2, 1}, {1, 2}};
        boolean[][] targets = {{true, false}, {false, false}};
        Evaluation found = Evaluation.of(ScoreKind.RAW, logits, targets, List.of("a", "b"), HEAD_AND_TAIL);
        assertEquals(new GroupMeans(0.5, 1, Double.NaN, 0), found.meanAveragePrecision());
        assertEquals(new GroupMeans(1, 1, Double.NaN, Double.NaN), found.meanAuroc());
        assertEquals(new GroupMeans(0.5, 1, Double.NaN, Double.NaN), found.meanAveragePrecisionWhereShown());
        assertEquals(List.of(1, 0), found.positives());
    }

    @Test
    void softmaxAndRawScoresRankPicturesDifferently() {
        float[][] logits = {{3, 9}, {2, 0}};
        boolean[][] targets = {{false, true}, {true, false}};
        List<String> names = List.of("a", "b");
        Evaluation bySoftmax = Evaluation.of(ScoreKind.SOFTMAX, logits, targets, names, HEAD_AND_TAIL);
        Evaluation byLogit = Evaluation.of(ScoreKind.RAW, logits, targets, names, HEAD_AND_TAIL);
        assertEquals(List.of(1.0, 1.0), bySoftmax.averagePrecisions());
        assertEquals(List.of(0.5, 1.0), byLogit.averagePrecisions());
    }

    @Test
    void softmaxAgreesWithItsDefinitionToFloatRounding() {
        float[] logits = {30.5f, 29.25f, -3, 31.75f};
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        float[] scores = ScoreKind.softmax(logits);
        for (int i = 0; i < logits.length; i++) {
            double expected = Math.exp(logits[i]) / sum;
            assertEquals(expected, scores[i], FLOAT_ROUNDING * expected);
        }
    }

    @Test
    void softmaxOfLargeLogitsStaysFinite() {
        float[] scores = ScoreKind.softmax(new float[] {1e30f, 0, -1e30f});
        assertEquals(1, scores[0]);
        assertEquals(0, scores[2]);
    }
}
