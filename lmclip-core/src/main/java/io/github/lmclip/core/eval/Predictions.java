package io.github.lmclip.core.eval;

import io.github.lmclip.data.ClassGroup;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What a model said about the pictures of a split and what is true of them: all that a table is computed from. Never
 * changes; its arrays must not be changed either.
 */
public final class Predictions {

    private final List<String> images;
    private final List<String> classNames;
    private final List<ClassGroup> groups;
    private final float[][] logits;
    private final boolean[][] targets;

    /**
     * Takes the numbers over.
     *
     * @param images a name for each picture
     * @param classNames the classes
     * @param groups each class's group, by its training images
     * @param logits [images][classes], all finite
     * @param targets [images][classes]
     * @throws IllegalArgumentException if there is no picture, sizes differ or a logit is not finite
     */
    public Predictions(
            List<String> images,
            List<String> classNames,
            List<ClassGroup> groups,
            float[][] logits,
            boolean[][] targets) {
        this.images = List.copyOf(images);
        this.classNames = List.copyOf(classNames);
        this.groups = List.copyOf(groups);
        this.logits = Objects.requireNonNull(logits, "logits");
        this.targets = Objects.requireNonNull(targets, "targets");
        if (images.isEmpty() || images.size() != logits.length) {
            throw new IllegalArgumentException(
                    "expected a name for each of the %d rows of logits, at least one, got %d names"
                            .formatted(logits.length, images.size()));
        }
        Evaluation.requireSizes(logits, targets, classNames, groups);
    }

    /** Returns the number of pictures N. */
    public int size() {
        return logits.length;
    }

    /** Returns the pictures' names. */
    public List<String> images() {
        return images;
    }

    /** Returns the names of the classes C. */
    public List<String> classNames() {
        return classNames;
    }

    /** Returns each class's group. */
    public List<ClassGroup> groups() {
        return groups;
    }

    /** Returns the logits [N][C], which must not be changed. */
    public float[][] logits() {
        return logits;
    }

    /** Returns whether a picture shows a class. */
    public boolean shows(int image, int id) {
        return targets[image][id];
    }

    /** Returns the targets [N][C], which must not be changed. */
    public boolean[][] targets() {
        return targets;
    }

    /** Returns how many classes a picture shows. */
    public int labels(int image) {
        return (int) IntStream.range(0, classNames.size())
                .filter(id -> targets[image][id])
                .count();
    }

    /** Returns the ids of the classes that a picture shows, growing. */
    public List<Integer> classes(int image) {
        return IntStream.range(0, classNames.size())
                .filter(id -> targets[image][id])
                .boxed()
                .toList();
    }

    /** Returns the group of a picture's rarest label, nothing for a picture without labels. */
    public Optional<ClassGroup> rarestGroup(int image) {
        return classes(image).stream().map(groups::get).max(Enum::compareTo);
    }

    /**
     * Returns the predictions for some of the pictures, in their order.
     *
     * @param wanted tells by a picture's place whether it stays
     * @throws IllegalArgumentException if none stays
     */
    public Predictions only(IntPredicate wanted) {
        int[] kept = IntStream.range(0, size()).filter(wanted).toArray();
        return new Predictions(
                IntStream.of(kept).mapToObj(images::get).toList(),
                classNames,
                groups,
                IntStream.of(kept).mapToObj(image -> logits[image]).toArray(float[][]::new),
                IntStream.of(kept).mapToObj(image -> targets[image]).toArray(boolean[][]::new));
    }

    /** Evaluates them by class. */
    public Evaluation evaluate(ScoreKind score) {
        return Evaluation.of(score, logits, targets, classNames, groups);
    }
}
