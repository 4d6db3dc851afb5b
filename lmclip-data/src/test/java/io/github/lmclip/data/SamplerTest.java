package io.github.lmclip.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
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
        assertThrows(IllegalArgumentException.class, () -> new ClassAwareSampler(new double[3], 0));
        assertThrows(IllegalArgumentException.class, () -> new ClassAwareSampler(new double[] {Double.NaN}, 0));
    }

    @Test
    void shuffledSamplerVisitsEveryImageOnceInAnotherOrder() {
        ShuffledSampler sampler = new ShuffledSampler(50, 1);
        int[] first = sampler.indices(1).toArray();
        assertArrayEquals(
                IntStream.range(0, 50).toArray(), Arrays.stream(first).sorted().toArray());
        assertFalse(Arrays.equals(first, sampler.indices(2).toArray()));
    }

    @Test
    void classesWithoutImagesWeighLikeTheRarest() {
        ClassFrequencies frequencies = new ClassFrequencies(10, List.of(5, 0, 2));
        assertEquals(List.of(0.4, 1.0, 1.0), frequencies.classWeights(1));
        assertEquals(List.of(ClassGroup.TAIL, ClassGroup.TAIL, ClassGroup.TAIL), frequencies.groups());
    }

    @Test
    void imagesWithoutLabelsAreNeverDrawn() {
        Picture none = Picture.file(java.nio.file.Path.of("none"));
        List<Sample> samples = List.of(new Sample(none, List.of(0)), new Sample(none, List.of()));
        LongTailDataset split = new LongTailDataset("split", List.of("a"), samples);
        ClassFrequencies frequencies = ClassFrequencies.of(split);
        assertArrayEquals(new double[] {1, 0}, frequencies.imageWeights(split, 0.7));
        assertArrayEquals(new double[] {1, 1}, frequencies.imageWeights(split, 0));
        LongTailDataset bare = new LongTailDataset("bare", List.of("a"), samples.subList(1, 2));
        assertArrayEquals(new double[] {1}, ClassFrequencies.of(bare).imageWeights(bare, 1));
    }

    @Test
    void groupsFollowFromTheCounts() {
        assertEquals(ClassGroup.HEAD, ClassGroup.of(100));
        assertEquals(ClassGroup.MEDIUM, ClassGroup.of(99));
        assertEquals(ClassGroup.MEDIUM, ClassGroup.of(20));
        assertEquals(ClassGroup.TAIL, ClassGroup.of(19));
    }
}
