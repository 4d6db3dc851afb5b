package io.github.lmclip.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassFrequenciesTest {

    @Test
    void classesWithoutImagesWeighLikeTheRarest() {
        ClassFrequencies frequencies = new ClassFrequencies(10, List.of(5, 0, 2));
        assertEquals(List.of(1), frequencies.unseen());
        assertEquals(List.of(0.4, 1.0, 1.0), frequencies.classWeights(1));
        assertEquals(List.of(ClassGroup.TAIL, ClassGroup.TAIL, ClassGroup.TAIL), frequencies.groups());
    }

    @Test
    void imagesWithoutLabelsAreNeverDrawn() {
        Picture none = Picture.file(Path.of("none"));
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

    @Test
    void refusesPowersAndCountsThatAreNone() {
        ClassFrequencies frequencies = new ClassFrequencies(3, List.of(1, 3));
        for (double power : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            String message = assertThrows(IllegalArgumentException.class, () -> frequencies.classWeights(power))
                    .getMessage();
            assertEquals("power must be a finite number >= 0, got " + power, message);
        }
        String message = assertThrows(IllegalArgumentException.class, () -> new ClassFrequencies(3, List.of(1, 4)))
                .getMessage();
        assertEquals("counts[1] must be in [0, 3], got 4", message);
    }

    @Test
    void refusesSplitsOfOtherClasses() {
        LongTailDataset split = new LongTailDataset("other", List.of("a"), List.of());
        ClassFrequencies frequencies = new ClassFrequencies(3, List.of(1, 3));
        String message = assertThrows(IllegalArgumentException.class, () -> frequencies.imageWeights(split, 1))
                .getMessage();
        assertEquals("other has 1 classes, expected the 2 that were counted", message);
    }

    @Test
    void largePowersDoNotOverflow() {
        assertEquals(List.of(1.0, 0.0), new ClassFrequencies(2000, List.of(1, 2000)).classWeights(500));
    }
}
