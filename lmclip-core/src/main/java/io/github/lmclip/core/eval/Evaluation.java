package io.github.lmclip.core.eval;

import io.github.lmclip.data.ClassGroup;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * How well a model ranks the pictures of a split, class by class.
 *
 * @param score what the ranking was made by
 * @param images pictures N of the split
 * @param classNames the classes
 * @param groups each class's group, by its training images
 * @param positives how many of the pictures show each class
 * @param averagePrecisions of each class, in [0, 1]; 0 where no picture shows it
 * @param aurocs of each class, in [0, 1]; NaN where all pictures show it or none does
 */
public record Evaluation(
        ScoreKind score,
        int images,
        List<String> classNames,
        List<ClassGroup> groups,
        List<Integer> positives,
        List<Double> averagePrecisions,
        List<Double> aurocs) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if a list has another length than the class names
     */
    public Evaluation {
        Objects.requireNonNull(score, "score");
        classNames = List.copyOf(classNames);
        groups = List.copyOf(groups);
        positives = List.copyOf(positives);
        averagePrecisions = List.copyOf(averagePrecisions);
        aurocs = List.copyOf(aurocs);
        requireOnePerClass("groups", groups, classNames);
        requireOnePerClass("positives", positives, classNames);
        requireOnePerClass("averagePrecisions", averagePrecisions, classNames);
        requireOnePerClass("aurocs", aurocs, classNames);
    }

    private static void requireOnePerClass(String name, List<?> values, List<String> classNames) {
        if (values.size() != classNames.size()) {
            throw new IllegalArgumentException("%s must hold one value for each of the %d classes, got %d"
                    .formatted(name, classNames.size(), values.size()));
        }
    }

    /**
     * Evaluates scores, classes at once on the threads of the common pool, with the same bits on any number of them.
     *
     * @param score what the logits are turned into before ranking
     * @param logits [images][classes], all finite
     * @param targets [images][classes]
     * @param classNames one per class
     * @param groups one per class
     * @throws IllegalArgumentException if a logit is NaN or infinite, which scikit-learn refuses too, or the sizes differ;
     *     the message names image and class
     */
    public static Evaluation of(
            ScoreKind score, float[][] logits, boolean[][] targets, List<String> classNames, List<ClassGroup> groups) {
        requireSizes(logits, targets, classNames, groups);
        float[][] scores = Columns.of(score.of(logits), classNames.size());
        boolean[][] shown = Columns.of(targets, classNames.size());
        List<RankWalk> walks = IntStream.range(0, classNames.size())
                .parallel()
                .mapToObj(id -> Ranking.of(scores[id], shown[id]).walk())
                .toList();
        return new Evaluation(
                score,
                logits.length,
                classNames,
                groups,
                walks.stream().map(walk -> (int) walk.positives()).toList(),
                walks.stream().map(RankWalk::averagePrecision).toList(),
                walks.stream().map(RankWalk::auroc).toList());
    }

    static void requireSizes(float[][] logits, boolean[][] targets, List<String> classNames, List<ClassGroup> groups) {
        if (targets.length != logits.length || groups.size() != classNames.size()) {
            throw new IllegalArgumentException("expected targets for %d images and groups for %d classes, got %d and %d"
                    .formatted(logits.length, classNames.size(), targets.length, groups.size()));
        }
        for (int i = 0; i < logits.length; i++) {
            if (logits[i].length != classNames.size() || targets[i].length != classNames.size()) {
                throw new IllegalArgumentException("row %d must have %d logits and targets, got %d and %d"
                        .formatted(i, classNames.size(), logits[i].length, targets[i].length));
            }
            for (int id = 0; id < logits[i].length; id++) {
                if (!Float.isFinite(logits[i][id])) {
                    throw new IllegalArgumentException(
                            "the logit of image %d and class %s is %s, expected a finite number"
                                    .formatted(i, classNames.get(id), logits[i][id]));
                }
            }
        }
    }

    /** Returns the mean average precision, in total and by group. */
    public GroupMeans meanAveragePrecision() {
        return GroupMeans.of(averagePrecisions, groups);
    }

    /**
     * Returns the mean average precision, NaN for a group none of whose classes is on any picture: of a part of a split, such
     * as its pictures of one label, its 0 would say nothing about the model.
     */
    public GroupMeans meanAveragePrecisionWhereShown() {
        GroupMeans means = meanAveragePrecision();
        return new GroupMeans(
                means.total(),
                isShown(ClassGroup.HEAD) ? means.head() : Double.NaN,
                isShown(ClassGroup.MEDIUM) ? means.medium() : Double.NaN,
                isShown(ClassGroup.TAIL) ? means.tail() : Double.NaN);
    }

    private boolean isShown(ClassGroup group) {
        return IntStream.range(0, positives.size()).anyMatch(id -> groups.get(id) == group && positives.get(id) > 0);
    }

    /** Returns the mean area under the receiver operating characteristic, in total and by group. */
    public GroupMeans meanAuroc() {
        return GroupMeans.of(aurocs, groups);
    }

    /** Returns one line: "mAP 85.05 / 66.48 / 87.08 / 97.46 (total / head / medium / tail, %, by softmax, 4952 images)". */
    @Override
    public String toString() {
        return "mAP %s (total / head / medium / tail, %%, by %s, %d images)"
                .formatted(meanAveragePrecision(), score.word(), images);
    }
}
