package io.github.lmclip.data.inspect;

import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How often classes of two groups are seen in one image: what makes oversampling the tail draw the head along.
 *
 * @param groups the groups that each image shows
 */
public record GroupOverlap(List<Set<ClassGroup>> groups) {

    /** Copies the groups. */
    public GroupOverlap {
        groups = List.copyOf(groups);
    }

    /**
     * Looks at the images of a split.
     *
     * @param split the images
     * @param training counts of the training split, which say what head and tail are
     */
    public static GroupOverlap of(LongTailDataset split, ClassFrequencies training) {
        List<ClassGroup> groups = training.groups();
        return new GroupOverlap(
                split.samples().stream().map(sample -> shown(sample, groups)).toList());
    }

    private static Set<ClassGroup> shown(Sample sample, List<ClassGroup> groups) {
        return sample.classes().stream().map(groups::get).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the share, in [0, 1], of the images with a class of one group that also show a class of the other. */
    public OptionalDouble share(ClassGroup of, ClassGroup with) {
        return groups.stream()
                .filter(shown -> shown.contains(of))
                .mapToInt(shown -> shown.contains(with) ? 1 : 0)
                .average();
    }
}
