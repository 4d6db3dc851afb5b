package io.github.lmclip.data.split;

import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Splits a multi-label dataset in two so that every class has its share on both sides: iterative stratification, rarest
 * class first.
 *
 * <p>A class with two images or more is on both sides. Plain iterative stratification does not promise that (a fifth of two
 * images rounds to none), so each side is promised at least one image of such a class, and classes that still are on one
 * side only, because they share their images with others, are brought over by a search that moves single images. Where no
 * split can do it (three classes that share three images pairwise), as few as the search can find are on one side only.
 *
 * @param testShare the test split's share of the images, in (0, 1)
 * @param seed of the choices between equals
 * @see <a href="https://doi.org/10.1007/978-3-642-23808-6_10">Sechidis et al., On the Stratification of Multi-Label Data,
 *     ECML PKDD 2011</a>, algorithm 1
 */
public record StratifiedSplit(double testShare, long seed) {

    /**
     * The two sides.
     *
     * @param train the larger side, if the test share is below a half; samples in their former order
     * @param test the other side
     */
    public record Sides(LongTailDataset train, LongTailDataset test) {}

    /**
     * Checks the share.
     *
     * @throws IllegalArgumentException if it is not inside (0, 1)
     */
    public StratifiedSplit {
        if (!(testShare > 0 && testShare < 1)) {
            throw new IllegalArgumentException("testShare must be inside (0, 1), got " + testShare);
        }
    }

    /**
     * Splits a dataset; the same dataset, share and seed give the same sides.
     *
     * @throws IllegalArgumentException if it has fewer than two images
     */
    public Sides of(LongTailDataset whole) {
        if (whole.size() < 2) {
            throw new IllegalArgumentException(
                    "%s has %d images, expected at least 2 to split".formatted(whole.name(), whole.size()));
        }
        SplittableRandom random = new SplittableRandom(seed);
        Assignment assignment = new Assignment(whole);
        new IterativeStratification(assignment, testShare, random).run();
        new MissingClasses(assignment, random).bringOver();
        return new Sides(side(whole, assignment, Assignment.TRAIN), side(whole, assignment, Assignment.TEST));
    }

    private static LongTailDataset side(LongTailDataset whole, Assignment assignment, int side) {
        List<Sample> samples = new ArrayList<>();
        for (int image = 0; image < whole.size(); image++) {
            if (assignment.sideOf(image) == side) {
                samples.add(whole.samples().get(image));
            }
        }
        String word = side == Assignment.TRAIN ? " train" : " test";
        return new LongTailDataset(whole.name() + word, whole.classNames(), samples);
    }
}
