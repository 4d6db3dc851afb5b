package io.github.lmclip.core.eval;

import io.github.lmclip.data.ClassGroup;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Class distances in total and by group, over all pictures and over those of several labels. The centres are those of all
 * pictures for both, as published.
 *
 * @param total over all classes
 * @param groups over the classes of each group; groups without classes are absent
 */
public record DistanceTable(ClassDistances total, Map<ClassGroup, ClassDistances> groups) {

    /** Measures from the centres that the pictures themselves have; empty where the subset has no picture. */
    public static Optional<DistanceTable> ofPictures(Scan scan, LabelSubset subset) {
        return of(scan, ClassDistances.centres(scan.images(), scan.predictions().targets()), subset);
    }

    /** Measures from the features of the classes' texts; empty where the subset has no picture. */
    public static Optional<DistanceTable> ofTexts(Scan scan, LabelSubset subset) {
        return of(scan, ClassDistances.centres(scan.labels()), subset);
    }

    private static Optional<DistanceTable> of(Scan scan, double[][] centres, LabelSubset subset) {
        Predictions all = scan.predictions();
        int[] kept = IntStream.range(0, all.size())
                .filter(image -> subset.holds(all.labels(image)))
                .toArray();
        if (kept.length == 0) {
            return Optional.empty();
        }
        float[][] features =
                IntStream.of(kept).mapToObj(image -> scan.images()[image]).toArray(float[][]::new);
        boolean[][] targets =
                IntStream.of(kept).mapToObj(image -> all.targets()[image]).toArray(boolean[][]::new);
        Map<ClassGroup, ClassDistances> groups = new EnumMap<>(ClassGroup.class);
        for (ClassGroup group : ClassGroup.values()) {
            if (all.groups().contains(group)) {
                groups.put(group, ClassDistances.of(features, targets, centres, all.groups(), List.of(group)));
            }
        }
        List<ClassGroup> every = List.of(ClassGroup.values());
        return Optional.of(
                new DistanceTable(ClassDistances.of(features, targets, centres, all.groups(), every), groups));
    }
}
