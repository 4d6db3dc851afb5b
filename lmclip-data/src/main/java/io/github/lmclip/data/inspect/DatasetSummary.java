package io.github.lmclip.data.inspect;

import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.data.LongTailDataset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A split in numbers.
 *
 * @param images how many
 * @param unlabelled images without labels
 * @param meanLabels labels per image
 * @param maxLabels labels of the image with most
 * @param counts images of each class
 */
public record DatasetSummary(int images, int unlabelled, double meanLabels, int maxLabels, List<Integer> counts) {

    /** Copies the counts. */
    public DatasetSummary {
        counts = List.copyOf(counts);
    }

    /** Counts a split. */
    public static DatasetSummary of(LongTailDataset split) {
        int[] labels = split.samples().stream()
                .mapToInt(sample -> sample.classes().size())
                .toArray();
        return new DatasetSummary(
                split.size(),
                (int) IntStream.of(labels).filter(count -> count == 0).count(),
                IntStream.of(labels).average().orElse(0),
                IntStream.of(labels).max().orElse(0),
                ClassFrequencies.of(split).counts());
    }

    /** Returns the images of the most frequent class over those of the rarest that has any; 1 where none has. */
    public double imbalanceRatio() {
        int most = counts.stream().mapToInt(count -> count).max().orElse(0);
        int fewest = counts.stream()
                .mapToInt(count -> count)
                .filter(count -> count > 0)
                .min()
                .orElse(1);
        return (double) Math.max(1, most) / fewest;
    }

    /** Returns the number of classes of each group, if this is the training split. */
    public Map<ClassGroup, Long> groups() {
        Map<ClassGroup, Long> sizes = new EnumMap<>(ClassGroup.class);
        Arrays.stream(ClassGroup.values()).forEach(group -> sizes.put(group, 0L));
        sizes.putAll(counts.stream().collect(Collectors.groupingBy(ClassGroup::of, Collectors.counting())));
        return sizes;
    }
}
