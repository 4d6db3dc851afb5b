package io.github.lmclip.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.image.Bitmap;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SamplerTest {

    /** A correct sampler fails the test with this probability; the seed is fixed. */
    private static final double SIGNIFICANCE = 1e-4;

    private static final double[] WEIGHTS = {0.1, 1, 0, 0.5, 0.02, 0.38};

    @Test
    void drawsInProportionToTheWeights() {
        ClassAwareSampler sampler = new ClassAwareSampler(WEIGHTS, 5);
        long[] counts = new long[WEIGHTS.length];
        IntStream.range(0, 20_000).forEach(epoch -> sampler.indices(epoch).forEach(image -> counts[image]++));
        assertEquals(0, counts[2]);
        int[] drawn = {0, 1, 3, 4, 5};
        double[] expected =
                Arrays.stream(drawn).mapToDouble(image -> WEIGHTS[image]).toArray();
        long[] observed = Arrays.stream(drawn).mapToLong(image -> counts[image]).toArray();
        assertTrue(new ChiSquareTest().chiSquareTest(expected, observed) > SIGNIFICANCE);
    }

    @Test
    void sameSeedAndEpochDrawSameImages() {
        int[] first = new ClassAwareSampler(WEIGHTS, 3).indices(7).toArray();
        assertArrayEquals(first, new ClassAwareSampler(WEIGHTS, 3).indices(7).toArray());
        assertEquals(WEIGHTS.length, first.length);
    }

    @Test
    void otherSeedsAndEpochsDrawOtherImages() {
        double[] many = new double[200];
        Arrays.fill(many, 1);
        int[] first = new ClassAwareSampler(many, 3).indices(7).toArray();
        assertFalse(
                Arrays.equals(first, new ClassAwareSampler(many, 3).indices(8).toArray()));
        assertFalse(
                Arrays.equals(first, new ClassAwareSampler(many, 4).indices(7).toArray()));
        assertFalse(
                Arrays.equals(first, new ClassAwareSampler(many, 7).indices(3).toArray()));
    }

    @Test
    void refusesWeightsThatAreNone() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> new ClassAwareSampler(new double[] {1, -1}, 0))
                .getMessage();
        assertEquals("weights[1] must be a finite number >= 0, got -1.0", message);
        String nan = assertThrows(
                        IllegalArgumentException.class, () -> new ClassAwareSampler(new double[] {Double.NaN}, 0))
                .getMessage();
        assertEquals("weights[0] must be a finite number >= 0, got NaN", nan);
        String none = assertThrows(IllegalArgumentException.class, () -> new ClassAwareSampler(new double[3], 0))
                .getMessage();
        assertEquals("at least one weight must be > 0, got 3 weights of 0", none);
    }

    @Test
    void shuffledSamplerVisitsEveryImageOnceInAnotherOrder() {
        ShuffledSampler sampler = new ShuffledSampler(50, 1);
        int[] first = sampler.indices(1).toArray();
        assertArrayEquals(
                IntStream.range(0, 50).toArray(), Arrays.stream(first).sorted().toArray());
        assertFalse(Arrays.equals(first, sampler.indices(2).toArray()));
    }

    /** The draws of one seed must not be those of another, moved by a few places. */
    @Test
    void neighbouringSeedsAndEpochsShareNoRunOfDraws() {
        double[] even = new double[500];
        Arrays.fill(even, 1);
        int[] first = new ClassAwareSampler(even, 3).indices(7).toArray();
        for (long seed = 0; seed < 7; seed++) {
            for (long epoch = 4; epoch < 11; epoch++) {
                if (seed != 3 || epoch != 7) {
                    int[] other =
                            new ClassAwareSampler(even, seed).indices(epoch).toArray();
                    assertTrue(mostInCommon(first, other) < even.length / 10, "seed " + seed + ", epoch " + epoch);
                }
            }
        }
    }

    private static long mostInCommon(int[] first, int[] other) {
        return IntStream.rangeClosed(-8, 8)
                .mapToLong(shift -> IntStream.range(8, first.length - 8)
                        .filter(i -> first[i] == other[i + shift])
                        .count())
                .max()
                .orElseThrow();
    }

    @Test
    void weightsMayBeHugeOrTiny() {
        for (double weight : new double[] {Double.MAX_VALUE, Double.MIN_VALUE}) {
            int[] drawn = new ClassAwareSampler(new double[] {0, weight, weight, 0}, 1)
                    .indices(0)
                    .toArray();
            assertTrue(Arrays.stream(drawn).allMatch(image -> image == 1 || image == 2), Arrays.toString(drawn));
        }
    }

    /** Class 0 has images 0 and 1, class 1 images 1, 2, 3, class 2 none; nobody has labelled image 4. */
    private static LongTailDataset longTail() {
        List<Sample> samples = Stream.of(List.of(0), List.of(0, 1), List.of(1), List.of(1), List.<Integer>of())
                .map(classes -> new Sample(new Unseen(), classes))
                .toList();
        return new LongTailDataset("five", List.of("rare", "frequent", "absent"), samples);
    }

    private record Unseen() implements Picture {

        @Override
        public String name() {
            return "unseen";
        }

        @Override
        public Bitmap bitmap() {
            throw new AssertionError("a sampler looks at no picture");
        }
    }

    @Test
    void oneClassSamplerDrawsClassesEvenlyThenTheirImages() {
        Sampler sampler = Sampling.ONE_CLASS.of(longTail(), 0.7, 5);
        long[] counts = new long[5];
        IntStream.range(0, 20_000).forEach(epoch -> sampler.indices(epoch).forEach(image -> counts[image]++));
        assertEquals(0, counts[4]);
        double[] expected = {1 / 4.0, 1 / 4.0 + 1 / 6.0, 1 / 6.0, 1 / 6.0};
        assertTrue(new ChiSquareTest().chiSquareTest(expected, Arrays.copyOf(counts, 4)) > SIGNIFICANCE);
    }

    @Test
    void classAwareSamplingFollowsItsPower() {
        Sampler sampler = Sampling.CLASS_AWARE.of(longTail(), 2, 5);
        long[] counts = new long[5];
        IntStream.range(0, 20_000).forEach(epoch -> sampler.indices(epoch).forEach(image -> counts[image]++));
        double rare = 5 / 2.0;
        double frequent = 5 / 3.0;
        double[] expected = {rare * rare, Math.pow(rare + frequent, 2), frequent * frequent, frequent * frequent};
        assertEquals(0, counts[4]);
        assertTrue(new ChiSquareTest().chiSquareTest(expected, Arrays.copyOf(counts, 4)) > SIGNIFICANCE);
    }

    /** Over many epochs every image stands at every place equally often. */
    @Test
    void shuffledOrdersAreEven() {
        Sampler sampler = Sampling.SHUFFLED.of(longTail(), 1, 5);
        long[][] counts = new long[5][5];
        for (int epoch = 0; epoch < 20_000; epoch++) {
            int[] order = sampler.indices(epoch).toArray();
            for (int place = 0; place < 5; place++) {
                counts[place][order[place]]++;
            }
        }
        double[] even = {1, 1, 1, 1, 1};
        for (long[] place : counts) {
            assertTrue(new ChiSquareTest().chiSquareTest(even, place) > SIGNIFICANCE, Arrays.toString(place));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everySamplingDrawsByItsSeedAndEpoch(Sampling sampling) {
        LongTailDataset many = new LongTailDataset(
                "many",
                List.of("a", "b"),
                IntStream.range(0, 100)
                        .mapToObj(i -> new Sample(new Unseen(), List.of(i % 2)))
                        .toList());
        int[] first = sampling.of(many, 1, 3).indices(7).toArray();
        assertEquals(many.size(), first.length);
        assertArrayEquals(first, sampling.of(many, 1, 3).indices(7).toArray());
        assertFalse(Arrays.equals(first, sampling.of(many, 1, 3).indices(8).toArray()));
        assertFalse(Arrays.equals(first, sampling.of(many, 1, 4).indices(7).toArray()));
    }

    @Test
    void withoutLabelsThereIsNoClassToDraw() {
        LongTailDataset bare =
                new LongTailDataset("bare", List.of("a"), List.of(new Sample(new Unseen(), List.<Integer>of())));
        assertEquals(
                "none of the 1 images of bare has a label, expected some to draw by class",
                assertThrows(IllegalArgumentException.class, () -> new OneClassSampler(bare, 0))
                        .getMessage());
    }
}
