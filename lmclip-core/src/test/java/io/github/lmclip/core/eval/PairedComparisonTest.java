package io.github.lmclip.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairedComparisonTest {

    private static final double EXACT = 1e-12;

    private static final Bootstrap OFTEN = new Bootstrap(500, 0.95, Bootstrap.Method.PERCENTILE, 1);

    private final Predictions weak = DrawnPredictions.of(4, 200, 6, 0.4);
    private final Predictions strong = DrawnPredictions.of(4, 200, 6, 0.9);

    @Test
    void aBetterModelIsFoundBetter() {
        PairedComparison found = PairedComparison.of(weak, strong, ScoreKind.RAW, OFTEN);
        Interval total = found.differences().get(Headline.MAP_TOTAL);
        assertEquals(
                strong.evaluate(ScoreKind.RAW).meanAveragePrecision().total()
                        - weak.evaluate(ScoreKind.RAW).meanAveragePrecision().total(),
                total.estimate(),
                EXACT);
        assertTrue(total.low() > 0, total.toString());
        assertTrue(found.probabilities().get(Headline.MAP_TOTAL) < 0.01);
    }

    @Test
    void aModelDoesNotDifferFromItself() {
        PairedComparison found = PairedComparison.of(weak, weak, ScoreKind.SOFTMAX, OFTEN);
        assertEquals(new Interval(0, 0, 0), found.differences().get(Headline.MAP_TAIL));
        assertEquals(1, found.probabilities().get(Headline.MAP_TAIL));
    }

    @Test
    void modelsOfTheSameSkillSeldomSeemToDiffer() {
        int found = 0;
        for (int seed = 0; seed < 40; seed++) {
            Predictions one = DrawnPredictions.of(seed, 120, 3, 0.6);
            Predictions other = DrawnPredictions.of(seed, 120, 3, 0.6 + 1e-9);
            PairedComparison pair = PairedComparison.of(one, other, ScoreKind.RAW, OFTEN);
            found += pair.probabilities().get(Headline.MAP_TOTAL) < 0.05 ? 1 : 0;
        }
        assertTrue(found <= 6, found + " of 40 below 0.05, 2 expected");
    }

    @Test
    void exchangingEveryPictureTurnsTheDifferenceRound() {
        ExchangedScores scores = new ExchangedScores(weak, strong, ScoreKind.RAW);
        boolean[] all = new boolean[weak.size()];
        java.util.Arrays.fill(all, true);
        double[] plain = scores.differences(new boolean[weak.size()]);
        double[] turned = scores.differences(all);
        for (int i = 0; i < plain.length; i++) {
            assertEquals(plain[i], -turned[i], EXACT);
        }
        assertEquals(
                Headline.MAP_HEAD.of(strong.evaluate(ScoreKind.RAW))
                        - Headline.MAP_HEAD.of(weak.evaluate(ScoreKind.RAW)),
                plain[Headline.MAP_HEAD.ordinal()],
                EXACT);
    }

    @Test
    void holmMultipliesTheSmallestMostAndNeverGoesDown() {
        Map<Headline, Double> plain = new EnumMap<>(Headline.class);
        plain.put(Headline.MAP_HEAD, 0.02);
        plain.put(Headline.MAP_MEDIUM, 0.01);
        plain.put(Headline.MAP_TAIL, 0.6);
        Map<Headline, Double> expected = new EnumMap<>(Headline.class);
        expected.put(Headline.MAP_HEAD, 0.04);
        expected.put(Headline.MAP_MEDIUM, 0.03);
        expected.put(Headline.MAP_TAIL, 0.6);
        assertEquals(expected, PairedComparison.holm(plain));
    }

    @Test
    void refusesOtherPictures() {
        Predictions others = DrawnPredictions.of(5, 200, 6, 0.9);
        assertThrows(IllegalArgumentException.class, () -> PairedComparison.of(weak, others, ScoreKind.RAW, OFTEN));
    }
}
