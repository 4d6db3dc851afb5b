package io.github.lmclip.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.eval.PrecisionRecall.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrecisionRecallTest {

    private static final double ROUNDING = 1e-12;

    @Test
    void followsARankingByHand() {
        PrecisionRecall curve =
                PrecisionRecall.of(new float[] {5, 4, 3, 3, 1}, new boolean[] {true, false, true, false, true});
        assertEquals(List.of(new Point(1 / 3.0, 1), new Point(2 / 3.0, 0.5), new Point(1, 0.6)), curve.points());
        assertEquals(0.6, curve.precisionAt(0.5), ROUNDING);
        assertEquals(1, curve.precisionAt(0.2), ROUNDING);
    }

    @Test
    void areaBelowItIsTheAveragePrecision() {
        Predictions drawn = DrawnPredictions.of(3, 300, 5, 0.7);
        Evaluation evaluation = drawn.evaluate(ScoreKind.SOFTMAX);
        List<PrecisionRecall> curves = PrecisionRecall.ofClasses(drawn, ScoreKind.SOFTMAX);
        for (int id = 0; id < curves.size(); id++) {
            double area = 0;
            double before = 0;
            for (Point point : curves.get(id).points()) {
                area += (point.recall() - before) * point.precision();
                before = point.recall();
            }
            assertEquals(evaluation.averagePrecisions().get(id), area, ROUNDING);
        }
    }

    @Test
    void isEmptyWithoutPicturesOfTheClass() {
        PrecisionRecall curve = PrecisionRecall.of(new float[] {1, 2}, new boolean[2]);
        assertEquals(List.of(), curve.points());
        assertTrue(Double.isNaN(curve.precisionAt(0.1)));
    }

    @Test
    void thinnedKeepsItsEnds() {
        PrecisionRecall curve = PrecisionRecall.ofClasses(DrawnPredictions.of(3, 500, 3, 0.7), ScoreKind.RAW)
                .get(1);
        PrecisionRecall thin = curve.thinned(7);
        assertEquals(7, thin.points().size());
        assertEquals(curve.points().get(0), thin.points().get(0));
        assertEquals(
                curve.points().get(curve.points().size() - 1), thin.points().get(6));
        assertThrows(IllegalArgumentException.class, () -> curve.thinned(1));
    }
}
