package io.github.lmclip.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.ClassGroup;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MeasuresTest {

    private static final double EXACT = 1e-12;

    /** Two pictures of three classes, small enough to count by hand. */
    private static Predictions small() {
        return new Predictions(
                List.of("a", "b"),
                List.of("x", "y", "z"),
                List.of(ClassGroup.HEAD, ClassGroup.MEDIUM, ClassGroup.TAIL),
                new float[][] {{0.75f, 0.5f, 1}, {1, 0.2f, 0.1f}},
                new boolean[][] {{true, false, false}, {false, false, true}});
    }

    @Test
    void ranksLabelsAsScikitLearnDocumentsIt() {
        LabelRanking found = LabelRanking.of(small());
        assertEquals(2.5, found.coverageError(), EXACT);
        assertEquals(0.75, found.rankingLoss(), EXACT);
        assertEquals(0, found.topLabelRight(), EXACT);
        assertEquals(0, LabelRanking.recallAt(small(), 1), EXACT);
        assertEquals(0.5, LabelRanking.recallAt(small(), 2), EXACT);
        assertEquals(1, LabelRanking.recallAt(small(), 3), EXACT);
    }

    @Test
    void countsDecisionsByClassAndGroup() {
        Decisions found = Decisions.of(small(), List.of(0.7, 0.5, 0.05));
        assertEquals(List.of(1, 0, 1), found.found());
        assertEquals(List.of(1, 1, 1), found.wrong());
        assertEquals(List.of(0, 0, 0), found.missed());
        assertEquals(new Decisions.Rates(0.5, 1, 2 / 3.0), found.of(0));
        assertEquals(new Decisions.Rates(0, 0, 0), found.of(1));
        assertEquals(new Decisions.Rates(2 / 5.0, 1, 4 / 7.0), found.micro(List.of(ClassGroup.values())));
        assertEquals(1 / 3.0, found.macro(List.of(ClassGroup.values())).precision(), EXACT);
        assertEquals(2 / 3.0, found.macro(List.of(ClassGroup.TAIL)).f1(), EXACT);
        assertEquals(3 / 6.0, found.hammingLoss(), EXACT);
        assertThrows(IllegalArgumentException.class, () -> Decisions.of(small(), List.of(1.0)));
    }

    @Property(tries = 50)
    void hammingLossIsTheShareOfPairsThatDiffer(@ForAll long seed, @ForAll @IntRange(min = 2, max = 9) int classes) {
        Predictions drawn = DrawnPredictions.of(seed, 30, classes, 0.5);
        Decisions found = Decisions.of(drawn, Collections.nCopies(classes, 0.25));
        long differing = IntStream.range(0, 30 * classes)
                .filter(i -> drawn.logits()[i / classes][i % classes] >= 0.25 != drawn.shows(i / classes, i % classes))
                .count();
        assertEquals((double) differing / (30 * classes), found.hammingLoss(), EXACT);
    }

    @Test
    void aGroupWithoutClassesHasNoRatesAndAnUndefinedNumberIsADash() {
        Decisions found = new Decisions(List.of(ClassGroup.HEAD), List.of(0), List.of(1), List.of(0), 2);
        Decisions.Rates none = new Decisions.Rates(Double.NaN, Double.NaN, Double.NaN);
        assertEquals(none, found.micro(List.of(ClassGroup.TAIL)));
        assertEquals(none, found.macro(List.of(ClassGroup.TAIL)));
        assertEquals(new Decisions.Rates(0, 0, 0), found.micro(List.of(ClassGroup.HEAD)));
        assertEquals("-", new Interval(Double.NaN, Double.NaN, Double.NaN).toString());
        assertEquals("50.00 [40.00, 60.00]", new Interval(0.5, 0.4, 0.6).toString());
    }

    @Test
    void reliabilityOfProbabilitiesThatMeanWhatTheySayIsPerfect() {
        float[][] probabilities = new float[1000][1];
        boolean[][] targets = new boolean[1000][1];
        for (int i = 0; i < 1000; i++) {
            probabilities[i][0] = i < 500 ? 0.25f : 0.75f;
            targets[i][0] = i < 500 ? i % 4 == 0 : i % 4 != 0;
        }
        Reliability found = Reliability.of(probabilities, targets, 10);
        assertEquals(0, found.expectedCalibrationError(), EXACT);
        assertEquals(
                new Reliability.Bin(0.2, 0.3, 500, 0.25, 0.25), found.bins().get(2));
    }

    @Test
    void overconfidenceIsTheError() {
        float[][] probabilities = {{1}, {1}, {1}, {1}};
        boolean[][] targets = {{true}, {false}, {false}, {true}};
        assertEquals(0.5, Reliability.of(probabilities, targets, 15).expectedCalibrationError(), EXACT);
        probabilities[2][0] = 1.5f;
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Reliability.of(probabilities, targets, 15))
                .getMessage()
                .startsWith("the probability of image 2 and class 0 is 1.5"));
    }
}
