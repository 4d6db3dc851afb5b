package io.github.lmclip.data.split;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Sechidis et al. 2011, algorithm 1, for two sides. */
final class IterativeStratification {

    private final Assignment assignment;
    private final SplittableRandom random;

    /** Images that a side still wants, of any class. */
    private final double[] wanted;

    /** Images of each class that a side still wants. */
    private final double[][] wantedOf;

    /** Images of each class that are on no side yet. */
    private final List<List<Integer>> waiting = new ArrayList<>();

    private final int[] left;

    IterativeStratification(Assignment assignment, double testShare, SplittableRandom random) {
        this.assignment = assignment;
        this.random = random;
        wanted = new double[] {assignment.images() * (1 - testShare), assignment.images() * testShare};
        wantedOf = new double[2][assignment.classes()];
        left = new int[assignment.classes()];
        for (int id = 0; id < left.length; id++) {
            left[id] = assignment.total(id);
            wantedOf[Assignment.TEST][id] = share(left[id], testShare);
            wantedOf[Assignment.TRAIN][id] = left[id] - wantedOf[Assignment.TEST][id];
            waiting.add(new ArrayList<>());
        }
    }

    /** Returns the images that the test side wants of {@code total}: at least one, and one less than all, if there are two. */
    private static double share(int total, double testShare) {
        double share = total * testShare;
        return total < 2 ? share : Math.min(Math.max(share, 1), total - 1);
    }

    void run() {
        int[] order = Shuffle.of(assignment.images(), random);
        for (int image : order) {
            for (int id : assignment.labels(image)) {
                waiting.get(id).add(image);
            }
        }
        for (int rarest = rarest(); rarest >= 0; rarest = rarest()) {
            for (int image : waiting.get(rarest)) {
                if (!assignment.isPlaced(image)) {
                    place(image, wish(wantedOf[Assignment.TRAIN][rarest], wantedOf[Assignment.TEST][rarest]));
                }
            }
        }
        for (int image : order) {
            if (!assignment.isPlaced(image)) {
                place(image, wish(0, 0));
            }
        }
    }

    /** Returns the class with the fewest images on no side yet, or -1; among equals, any. */
    private int rarest() {
        int rarest = -1;
        int equals = 0;
        for (int id = 0; id < left.length; id++) {
            if (left[id] > 0 && (rarest < 0 || left[id] < left[rarest])) {
                rarest = id;
                equals = 1;
            } else if (left[id] > 0 && left[id] == left[rarest] && random.nextInt(++equals) == 0) {
                rarest = id;
            }
        }
        return rarest;
    }

    /** Returns the side that wants more; of equals the one that wants more images of any class; of equals, any. */
    private int wish(double train, double test) {
        if (train != test) {
            return train > test ? Assignment.TRAIN : Assignment.TEST;
        }
        if (wanted[Assignment.TRAIN] != wanted[Assignment.TEST]) {
            return wanted[Assignment.TRAIN] > wanted[Assignment.TEST] ? Assignment.TRAIN : Assignment.TEST;
        }
        return random.nextInt(2);
    }

    private void place(int image, int side) {
        assignment.place(image, side);
        wanted[side]--;
        for (int id : assignment.labels(image)) {
            wantedOf[side][id]--;
            left[id]--;
        }
    }
}
