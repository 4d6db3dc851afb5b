package io.github.lmclip.data.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ParetoDistribution;
import org.junit.jupiter.api.Test;

class LongTailTest {

    private static final LongTailDataset BALANCED = Drawn.balanced(6000, 20, 5);

    @Test
    void curveIsTheDensityOfTheParetoDistribution() {
        for (ParetoCurve curve :
                List.of(ParetoCurve.VOC_MLT, ParetoCurve.between(300, 5).withShape(2.5))) {
            ParetoDistribution pareto = new ParetoDistribution(1, curve.shape());
            double end = pareto.inverseCumulativeProbability(curve.reach());
            List<Integer> expected = IntStream.range(0, 20)
                    .mapToDouble(rank -> 1 + (end - 1) * rank / 19)
                    .mapToObj(x -> (int) (pareto.density(x) * (curve.largest() - curve.smallest()) / curve.shape()
                            + curve.smallest()))
                    .toList();
            assertEquals(expected, curve.counts(20));
        }
    }

    @Test
    void curveFallsFromTheLargestCount() {
        List<Integer> counts = ParetoCurve.COCO_MLT.counts(80);
        assertEquals(ParetoCurve.COCO_MLT.largest(), counts.get(0));
        assertTrue(counts.get(79) >= ParetoCurve.COCO_MLT.smallest());
        assertEquals(counts.stream().sorted(Comparator.reverseOrder()).toList(), counts);
        assertEquals(List.of(800), ParetoCurve.VOC_MLT.counts(1));
        assertEquals(List.of(), ParetoCurve.VOC_MLT.counts(0));
    }

    @Test
    void countsComeNearTheCurveAndFillAllGroups() {
        ParetoCurve curve = ParetoCurve.between(600, 3);
        ClassFrequencies drawn = ClassFrequencies.of(LongTail.subsample(BALANCED, curve, 1));
        List<Integer> ranked =
                drawn.counts().stream().sorted(Comparator.reverseOrder()).toList();
        List<Integer> wanted = curve.counts(20);
        // labels are independent here: what is taken away for later classes is taken from earlier ones
        for (int rank = 0; rank < wanted.size(); rank++) {
            int count = ranked.get(rank);
            assertTrue(count >= wanted.get(rank) / 3 && count <= wanted.get(rank) + 2, ranked + " for " + wanted);
        }
        assertEquals(Set.of(ClassGroup.values()), Set.copyOf(drawn.groups()));
        assertTrue(ranked.get(0) > 20 * ranked.get(19), ranked.toString());
    }

    @Test
    void imagesOfOneClassEachFollowTheCurveExactly() {
        List<List<Integer>> labels =
                IntStream.range(0, 4000).mapToObj(image -> List.of(image % 8)).toList();
        ParetoCurve curve = ParetoCurve.between(400, 4);
        LongTailDataset drawn = LongTail.subsample(Drawn.of(labels, 8), curve, 3);
        assertEquals(curve.counts(8), ClassFrequencies.of(drawn).counts());
    }

    @Test
    void theClassWithMostCompanyComesFirst() {
        // class 2 accompanies both others
        LongTailDataset whole =
                Drawn.of(List.of(List.of(0, 2), List.of(0, 2), List.of(1, 2), List.of(1), List.of(2), List.of(2)), 3);
        assertEquals(List.of(2, 0, 1), Cooccurrence.of(whole).byCompany());
        assertEquals(1 + 1 + 0.5, Cooccurrence.of(whole).company(2));
        assertEquals(1 + 2.0 / 5, Cooccurrence.of(whole).company(0));
    }

    @Test
    void classesWithFewerImagesGiveAllAndNoClassIsEmptied() {
        for (int seed = 0; seed < 30; seed++) {
            LongTailDataset whole = Drawn.longTailed(300, seed);
            List<Integer> before = ClassFrequencies.of(whole).counts();
            List<Integer> after = ClassFrequencies.of(LongTail.subsample(whole, ParetoCurve.VOC_MLT, seed))
                    .counts();
            for (int id = 0; id < before.size(); id++) {
                assertEquals(before.get(id) == 0, after.get(id) == 0, "class " + id + " of seed " + seed);
            }
        }
    }

    @Test
    void sameSeedDrawsSameImagesInTheirFormerOrder() {
        ParetoCurve curve = ParetoCurve.between(200, 2);
        LongTailDataset drawn = LongTail.subsample(BALANCED, curve, 9);
        assertEquals(drawn, LongTail.subsample(BALANCED, curve, 9));
        assertNotEquals(drawn, LongTail.subsample(BALANCED, curve, 10));
        Set<Sample> in = Set.copyOf(drawn.samples());
        assertEquals(BALANCED.samples().stream().filter(in::contains).toList(), drawn.samples());
    }

    @Test
    void refusesOtherNumbers() {
        assertRefused("shape must be a finite number > 0, got 0.0", 0, 10, 1, 0.9);
        assertRefused("expected 1 <= smallest <= largest, got smallest 11, largest 10", 1, 10, 11, 0.9);
        assertRefused("expected 1 <= smallest <= largest, got smallest 0, largest 10", 1, 10, 0, 0.9);
        assertRefused("reach must be inside (0, 1), got 1.0", 1, 10, 1, 1);
    }

    private static void assertRefused(String message, double shape, int largest, int smallest, double reach) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> new ParetoCurve(shape, largest, smallest, reach))
                        .getMessage());
    }
}
