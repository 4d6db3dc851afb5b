package io.github.lmclip.data.split;

import io.github.lmclip.data.LongTailDataset;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Which image is on which side of a split, and how many images of each class are. */
final class Assignment {

    static final int TRAIN = 0;
    static final int TEST = 1;
    private static final int NOWHERE = -1;

    private final int[][] labels;
    private final int[] sides;
    private final int[] totals;
    private final int[][] counts;

    Assignment(LongTailDataset whole) {
        labels = whole.samples().stream()
                .map(sample -> sample.classes().stream().mapToInt(id -> id).toArray())
                .toArray(int[][]::new);
        sides = new int[labels.length];
        Arrays.fill(sides, NOWHERE);
        totals = new int[whole.classNames().size()];
        counts = new int[2][totals.length];
        for (int[] ids : labels) {
            for (int id : ids) {
                totals[id]++;
            }
        }
    }

    int images() {
        return labels.length;
    }

    int classes() {
        return totals.length;
    }

    int[] labels(int image) {
        return labels[image];
    }

    /** Returns the images of a class, as many as there are on both sides. */
    int total(int id) {
        return totals[id];
    }

    int count(int side, int id) {
        return counts[side][id];
    }

    int sideOf(int image) {
        return sides[image];
    }

    boolean isPlaced(int image) {
        return sides[image] != NOWHERE;
    }

    /** Puts an image on a side, away from where it was. */
    void place(int image, int side) {
        for (int id : labels[image]) {
            if (isPlaced(image)) {
                counts[sides[image]][id]--;
            }
            counts[side][id]++;
        }
        sides[image] = side;
    }

    /** Tells whether a class could be on both sides and is not. */
    boolean isMissing(int id) {
        return totals[id] > 1 && (counts[TRAIN][id] == 0 || counts[TEST][id] == 0);
    }

    /** Returns the classes that could be on both sides and are not. */
    int[] missing() {
        return IntStream.range(0, totals.length).filter(this::isMissing).toArray();
    }

    /** Returns the images of a class. */
    int[] imagesOf(int id) {
        return IntStream.range(0, labels.length)
                .filter(image -> IntStream.of(labels[image]).anyMatch(label -> label == id))
                .toArray();
    }

    int[] sides() {
        return sides.clone();
    }

    boolean isEmpty(int side) {
        return IntStream.of(sides).noneMatch(of -> of == side);
    }
}
