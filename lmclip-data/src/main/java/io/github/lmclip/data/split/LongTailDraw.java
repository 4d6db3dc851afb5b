package io.github.lmclip.data.split;

import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.LongTailDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The images drawn so far, and how many show each class. */
final class LongTailDraw {

    private final LongTailDataset whole;
    private final SplittableRandom random;
    private final boolean[] drawn;
    private final int[] counts;
    private final List<List<Integer>> imagesOf = new ArrayList<>();

    LongTailDraw(LongTailDataset whole, SplittableRandom random) {
        this.whole = whole;
        this.random = random;
        drawn = new boolean[whole.size()];
        counts = new int[whole.classNames().size()];
        ClassFrequencies.of(whole).counts().forEach(count -> imagesOf.add(new ArrayList<>(count)));
        for (int image = 0; image < drawn.length; image++) {
            for (int id : whole.samples().get(image).classes()) {
                imagesOf.get(id).add(image);
            }
        }
    }

    boolean isDrawn(int image) {
        return drawn[image];
    }

    /** Draws images of a class, or takes some away, until it has the wanted number or nothing more can be done. */
    void bring(int id, int wanted) {
        for (int place : Shuffle.of(imagesOf.get(id).size(), random)) {
            int image = imagesOf.get(id).get(place);
            if (counts[id] < wanted && !drawn[image]) {
                set(image, true);
            } else if (counts[id] > wanted && drawn[image] && isSpare(image)) {
                set(image, false);
            }
        }
    }

    /** Tells whether no class has this image alone. */
    private boolean isSpare(int image) {
        return whole.samples().get(image).classes().stream().allMatch(id -> counts[id] > 1);
    }

    private void set(int image, boolean in) {
        drawn[image] = in;
        whole.samples().get(image).classes().forEach(id -> counts[id] += in ? 1 : -1);
    }
}
