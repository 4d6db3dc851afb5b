package io.github.lmclip.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

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
}
