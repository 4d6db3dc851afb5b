package io.github.lmclip.core.eval;

import io.github.lmclip.data.ClassGroup;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Headline numbers of resampled pictures, fast: classes are sorted once, each resample is a walk over them. A class that a
 * resample has no picture of is left out of its means.
 */
final class Resampling {

    private final SortedClass[] classes;
    private final int[][] members;
    private final int images;

    Resampling(Predictions predictions, ScoreKind score) {
        images = predictions.size();
        int count = predictions.classNames().size();
        float[][] scores = Columns.of(score.of(predictions.logits()), count);
        boolean[][] targets = Columns.of(predictions.targets(), count);
        classes = IntStream.range(0, count)
                .parallel()
                .mapToObj(id -> new SortedClass(scores[id], targets[id]))
                .toArray(SortedClass[]::new);
        members = members(predictions.groups());
    }

    /** Returns the ids of all classes, and of those of each group. */
    static int[][] members(List<ClassGroup> groups) {
        int[][] members = new int[1 + ClassGroup.values().length][];
        members[0] = IntStream.range(0, groups.size()).toArray();
        for (ClassGroup group : ClassGroup.values()) {
            members[1 + group.ordinal()] = IntStream.of(members[0])
                    .filter(id -> groups.get(id) == group)
                    .toArray();
        }
        return members;
    }

    int images() {
        return images;
    }

    /** Returns the headline numbers, in their order, of pictures that count so often each. */
    double[] measure(int[] weights) {
        double[] precisions = new double[classes.length];
        double[] aurocs = new double[classes.length];
        for (int id = 0; id < classes.length; id++) {
            double[] both = classes[id].measure(weights);
            precisions[id] = both[0];
            aurocs[id] = both[1];
        }
        return Headline.of(precisions, aurocs, members);
    }

    /** Returns how often each picture is drawn when as many are drawn with replacement as there are. */
    static int[] draw(int images, long seed, int number) {
        SplittableRandom random = stream(seed, number);
        int[] weights = new int[images];
        for (int i = 0; i < images; i++) {
            weights[random.nextInt(images)]++;
        }
        return weights;
    }

    /** Returns a source of chance that shares nothing with another number's, whichever thread asks first. */
    static SplittableRandom stream(long seed, int number) {
        long own = new SplittableRandom(seed).nextLong();
        return new SplittableRandom(new SplittableRandom(own + number).nextLong());
    }
}
