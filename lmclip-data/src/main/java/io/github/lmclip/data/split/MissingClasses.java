package io.github.lmclip.data.split;

import java.util.SplittableRandom;

/**
 * Brings classes that are on one side only to the other, by moving one image at a time: of a missing class, the image whose
 * move takes the fewest other classes from a side, now and then any (the walk of WalkSAT). The best assignment met wins.
 */
final class MissingClasses {

    private static final int STEPS = 10_000;

    /** How often any image of the class is moved instead of the best. */
    private static final double WALK = 0.2;

    private final Assignment assignment;
    private final SplittableRandom random;

    MissingClasses(Assignment assignment, SplittableRandom random) {
        this.assignment = assignment;
        this.random = random;
    }

    void bringOver() {
        int[] missing = assignment.missing();
        int[] best = assignment.sides();
        int fewest = missing.length;
        for (int step = 0; step < STEPS && missing.length > 0; step++) {
            move(choice(assignment.imagesOf(missing[random.nextInt(missing.length)])));
            missing = assignment.missing();
            if (missing.length < fewest) {
                fewest = missing.length;
                best = assignment.sides();
            }
        }
        for (int image = 0; image < best.length; image++) {
            assignment.place(image, best[image]);
        }
        fillEmptySide();
    }

    private int choice(int[] images) {
        int chosen = images[random.nextInt(images.length)];
        if (random.nextDouble() < WALK) {
            return chosen;
        }
        for (int image : images) {
            if (taken(image) < taken(chosen)) {
                chosen = image;
            }
        }
        return chosen;
    }

    /** Returns how many classes the image's side would lose with it. */
    private int taken(int image) {
        int taken = 0;
        for (int id : assignment.labels(image)) {
            if (assignment.total(id) > 1 && assignment.count(assignment.sideOf(image), id) == 1) {
                taken++;
            }
        }
        return taken;
    }

    private void move(int image) {
        assignment.place(image, 1 - assignment.sideOf(image));
    }

    /** A side can only be empty where no class has two images; then any image will do. */
    private void fillEmptySide() {
        if (assignment.isEmpty(Assignment.TRAIN) || assignment.isEmpty(Assignment.TEST)) {
            move(random.nextInt(assignment.images()));
        }
    }
}
