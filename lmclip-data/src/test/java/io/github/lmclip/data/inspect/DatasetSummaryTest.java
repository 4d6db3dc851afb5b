package io.github.lmclip.data.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.ClassAwareSampler;
import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetSummaryTest {

    /** Of means over thousands of epochs. */
    private static final double SAMPLING_TOLERANCE = 0.01;

    /** 100 images of class 0; the first 30 of them show class 1, the next 4 class 2; one shows class 2 alone. */
    private static LongTailDataset split() {
        List<List<Integer>> labels = new ArrayList<>();
        IntStream.range(0, 30).forEach(image -> labels.add(List.of(0, 1)));
        IntStream.range(0, 4).forEach(image -> labels.add(List.of(0, 2)));
        IntStream.range(0, 66).forEach(image -> labels.add(List.of(0)));
        labels.add(List.of(2));
        labels.add(List.of());
        return new LongTailDataset(
                "test",
                List.of("head", "medium", "tail", "none"),
                labels.stream()
                        .map(ids -> new Sample(Picture.file(Path.of("a.jpg")), ids))
                        .toList());
    }

    @Test
    void countsImagesLabelsAndGroups() {
        DatasetSummary summary = DatasetSummary.of(split());
        assertEquals(new DatasetSummary(102, 1, 135 / 102.0, 2, List.of(100, 30, 5, 0)), summary);
        assertEquals(20, summary.imbalanceRatio());
        assertEquals(Map.of(ClassGroup.HEAD, 1L, ClassGroup.MEDIUM, 1L, ClassGroup.TAIL, 2L), summary.groups());
    }

    @Test
    void nothingHasAnImbalanceOfOne() {
        DatasetSummary summary = DatasetSummary.of(new LongTailDataset("empty", List.of("a"), List.of()));
        assertEquals(new DatasetSummary(0, 0, 0, 0, List.of(0)), summary);
        assertEquals(1, summary.imbalanceRatio());
    }

    @Test
    void sharesImagesOfTheTailThatShowTheHead() {
        GroupOverlap overlap = GroupOverlap.of(split(), ClassFrequencies.of(split()));
        assertEquals(OptionalDouble.of(0.8), overlap.share(ClassGroup.TAIL, ClassGroup.HEAD));
        assertEquals(OptionalDouble.of(0.04), overlap.share(ClassGroup.HEAD, ClassGroup.TAIL));
        assertEquals(OptionalDouble.of(0), overlap.share(ClassGroup.TAIL, ClassGroup.MEDIUM));
        assertEquals(OptionalDouble.of(1), overlap.share(ClassGroup.MEDIUM, ClassGroup.MEDIUM));
        GroupOverlap none = new GroupOverlap(List.of());
        assertEquals(OptionalDouble.empty(), none.share(ClassGroup.TAIL, ClassGroup.HEAD));
    }

    @Test
    void planSaysWhatTheSamplerDraws() {
        LongTailDataset split = split();
        SamplingPlan plan = SamplingPlan.of(split, 0.8);
        ClassAwareSampler sampler =
                new ClassAwareSampler(ClassFrequencies.of(split).imageWeights(split, 0.8), 4);
        int epochs = 4000;
        double[] draws = new double[4];
        double distinct = 0;
        for (int epoch = 0; epoch < epochs; epoch++) {
            int[] images = sampler.indices(epoch).toArray();
            distinct += (double) IntStream.of(images).distinct().count() / epochs;
            IntStream.of(images)
                    .forEach(image -> split.samples().get(image).classes().forEach(id -> draws[id] += 1.0 / epochs));
        }
        assertEquals(plan.distinctImages(), distinct, SAMPLING_TOLERANCE * distinct);
        for (int id = 0; id < draws.length; id++) {
            assertEquals(plan.drawsPerEpoch().get(id), draws[id], SAMPLING_TOLERANCE * split.size());
        }
    }

    @Test
    void evenWeightsGiveTheBirthdayFormula() {
        LongTailDataset split = split();
        SamplingPlan plan = SamplingPlan.of(split, 0);
        assertEquals(102 * (1 - Math.pow(1 - 1 / 102.0, 102)), plan.distinctImages(), 1e-9);
        assertEquals(5, plan.drawsPerEpoch().get(2), 1e-9);
    }

    @Test
    void refusesNothingToDrawFrom() {
        LongTailDataset empty = new LongTailDataset("empty", List.of("a"), List.of());
        String message = assertThrows(IllegalArgumentException.class, () -> SamplingPlan.of(empty, 1))
                .getMessage();
        assertTrue(message.equals("empty has no images, expected some to draw"), message);
    }
}
