package io.github.lmclip.data.split;

import io.github.lmclip.data.LongTailDataset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tells, by trying all ways where it must, whether a dataset can be split so that each class of two images or more is on
 * both sides. An image follows from the others where all the rest of a class is on one side.
 */
final class TwoSides {

    private static final int NOWHERE = -1;

    private final int[][] classes;
    private final int[] sides;

    private TwoSides(LongTailDataset whole) {
        classes = IntStream.range(0, whole.classNames().size())
                .mapToObj(id -> IntStream.range(0, whole.size())
                        .filter(image -> whole.samples().get(image).classes().contains(id))
                        .toArray())
                .filter(images -> images.length > 1)
                .toArray(int[][]::new);
        sides = new int[whole.size()];
        Arrays.fill(sides, NOWHERE);
    }

    static boolean canHoldAllClassesOf(LongTailDataset whole) {
        return new TwoSides(whole).complete();
    }

    private boolean complete() {
        int[] open = Arrays.stream(classes)
                .filter(images -> !isOnBoth(images))
                .min((one, other) -> Long.compare(unplaced(one), unplaced(other)))
                .orElse(null);
        if (open == null) {
            return true;
        }
        int image =
                Arrays.stream(open).filter(i -> sides[i] == NOWHERE).findFirst().orElse(NOWHERE);
        return image != NOWHERE && List.of(0, 1).stream().anyMatch(side -> completeWith(image, side));
    }

    private boolean completeWith(int image, int side) {
        int[] before = sides.clone();
        if (place(image, side) && complete()) {
            return true;
        }
        System.arraycopy(before, 0, sides, 0, sides.length);
        return false;
    }

    /** Places an image and all that follow from it; returns whether no class is on one side only by that. */
    private boolean place(int image, int side) {
        Deque<Integer> changed = new ArrayDeque<>();
        sides[image] = side;
        changed.add(image);
        while (!changed.isEmpty()) {
            int placed = changed.remove();
            for (int[] images : classes) {
                if (Arrays.stream(images).noneMatch(i -> i == placed) || isOnBoth(images)) {
                    continue;
                }
                int[] left =
                        Arrays.stream(images).filter(i -> sides[i] == NOWHERE).toArray();
                if (left.length == 0) {
                    return false;
                }
                if (left.length == 1) {
                    sides[left[0]] = 1 - sides[placed];
                    changed.add(left[0]);
                }
            }
        }
        return true;
    }

    private long unplaced(int[] images) {
        return Arrays.stream(images).filter(image -> sides[image] == NOWHERE).count();
    }

    private boolean isOnBoth(int[] images) {
        return Arrays.stream(images).anyMatch(image -> sides[image] == 0)
                && Arrays.stream(images).anyMatch(image -> sides[image] == 1);
    }
}
