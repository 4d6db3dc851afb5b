package io.github.lmclip.data.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class StratifiedSplitProperties {

    /** Share of the images, in all or of a class, that a side may have more or fewer than it should. */
    private static final double OFF = 0.05;

    /** Splits with a long tail: images of up to four classes, low ids often, high ids hardly ever. */
    @Provide
    Arbitrary<LongTailDataset> longTailed() {
        return Arbitraries.longs()
                .flatMap(seed -> Arbitraries.integers().between(20, 400).map(size -> Drawn.longTailed(size, seed)));
    }

    /** As many images that one promised to the test side for each rare class does not count. */
    @Provide
    Arbitrary<LongTailDataset> large() {
        return Arbitraries.longs()
                .flatMap(seed -> Arbitraries.integers().between(1500, 3000).map(size -> Drawn.longTailed(size, seed)));
    }

    /** Few images of few classes, so that all splits can be tried. */
    @Provide
    Arbitrary<LongTailDataset> tiny() {
        return Arbitraries.integers()
                .between(0, 4)
                .set()
                .ofMaxSize(3)
                .list()
                .ofMinSize(2)
                .ofMaxSize(8)
                .map(labels -> Drawn.of(labels.stream().map(List::copyOf).toList(), 5));
    }

    private static int missing(LongTailDataset whole, LongTailDataset train, LongTailDataset test) {
        List<Integer> all = ClassFrequencies.of(whole).counts();
        List<Integer> left = ClassFrequencies.of(train).counts();
        return (int) IntStream.range(0, all.size())
                .filter(id ->
                        all.get(id) > 1 && (left.get(id) == 0 || left.get(id).equals(all.get(id))))
                .count();
    }

    @Property(tries = 100)
    void everyImageIsOnOneSideInItsFormerOrder(
            @ForAll("longTailed") LongTailDataset whole,
            @ForAll @DoubleRange(min = 0.1, max = 0.9) double share,
            @ForAll long seed) {
        StratifiedSplit.Sides sides = new StratifiedSplit(share, seed).of(whole);
        Set<Sample> test = Set.copyOf(sides.test().samples());
        assertEquals(
                whole.samples().stream().filter(test::contains).toList(),
                sides.test().samples());
        assertEquals(
                whole.samples().stream()
                        .filter(sample -> !test.contains(sample))
                        .toList(),
                sides.train().samples());
        assertEquals(sides, new StratifiedSplit(share, seed).of(whole));
    }

    @Property(tries = 200)
    void noClassOfTwoImagesOrMoreIsOnOneSideOnlyWhereThatCanBe(
            @ForAll("longTailed") LongTailDataset whole,
            @ForAll @DoubleRange(min = 0.1, max = 0.9) double share,
            @ForAll long seed) {
        StratifiedSplit.Sides sides = new StratifiedSplit(share, seed).of(whole);
        if (missing(whole, sides.train(), sides.test()) > 0) {
            assertFalse(TwoSides.canHoldAllClassesOf(whole));
        }
    }

    @Property(tries = 200)
    void asFewClassesAreOnOneSideOnlyAsInTheBestOfAllSplits(@ForAll("tiny") LongTailDataset whole, @ForAll long seed) {
        StratifiedSplit.Sides sides = new StratifiedSplit(0.3, seed).of(whole);
        int best = IntStream.range(0, 1 << whole.size())
                .map(bits -> missing(whole, part(whole, bits, 0), part(whole, bits, 1)))
                .min()
                .orElseThrow();
        assertEquals(best, missing(whole, sides.train(), sides.test()));
        assertFalse(sides.train().samples().isEmpty() || sides.test().samples().isEmpty());
    }

    private static LongTailDataset part(LongTailDataset whole, int bits, int side) {
        return new LongTailDataset(
                "part",
                whole.classNames(),
                IntStream.range(0, whole.size())
                        .filter(image -> (bits >> image & 1) == side)
                        .mapToObj(whole.samples()::get)
                        .toList());
    }

    @Property(tries = 30)
    void bothSidesHaveTheirShareOfImagesAndLabels(
            @ForAll("large") LongTailDataset whole, @ForAll @DoubleRange(min = 0.1, max = 0.5) double share) {
        StratifiedSplit.Sides sides = new StratifiedSplit(share, 1).of(whole);
        List<Integer> all = ClassFrequencies.of(whole).counts();
        List<Integer> test = ClassFrequencies.of(sides.test()).counts();
        assertEquals(share, (double) sides.test().size() / whole.size(), OFF);
        for (int id = 0; id < all.size(); id++) {
            assertEquals(share * all.get(id), test.get(id), OFF * all.get(id) + 1, "class " + id);
        }
    }

    /** Beside it: how often a plain random split loses a class that this one keeps. */
    @Property(tries = 1)
    void plainRandomSplitsLoseTailClasses() {
        int plain = 0;
        int stratified = 0;
        for (int seed = 0; seed < 50; seed++) {
            LongTailDataset whole = Drawn.longTailed(200, seed);
            int[] order = Shuffle.of(whole.size(), new SplittableRandom(seed));
            Set<Sample> test = IntStream.range(0, 40)
                    .mapToObj(place -> whole.samples().get(order[place]))
                    .collect(Collectors.toSet());
            LongTailDataset train = new LongTailDataset(
                    "train",
                    whole.classNames(),
                    whole.samples().stream()
                            .filter(sample -> !test.contains(sample))
                            .toList());
            plain += missing(whole, train, train);
            StratifiedSplit.Sides sides = new StratifiedSplit(0.2, seed).of(whole);
            stratified += missing(whole, sides.train(), sides.test());
        }
        assertEquals(0, stratified);
        assertTrue(plain > 50, "plain splits lost " + plain);
    }
}
