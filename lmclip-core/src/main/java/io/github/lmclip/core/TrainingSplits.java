package io.github.lmclip.core;

import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.split.StratifiedSplit;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a run trains on, and by what it chooses its best models.
 *
 * @param training what is trained on
 * @param captions one for each of its pictures
 * @param selection what is evaluated on after the epochs
 */
record TrainingSplits(LongTailDataset training, List<String> captions, LongTailDataset selection) {

    /**
     * Holds out a stratified part of the training split for the selection; without a share, the test split is that.
     *
     * @param captions one for each picture of the whole training split
     * @param share of the training split, in (0, 1)
     * @param seed of the choice
     */
    static TrainingSplits of(
            LongTailDataset whole, List<String> captions, LongTailDataset test, OptionalDouble share, long seed) {
        if (share.isEmpty()) {
            return new TrainingSplits(whole, captions, test);
        }
        StratifiedSplit.Sides sides = new StratifiedSplit(share.getAsDouble(), seed).of(whole);
        if (sides.test().samples().isEmpty() || sides.train().samples().isEmpty()) {
            throw new IllegalArgumentException("holdout %s of the %d images of %s leaves one side without any"
                    .formatted(share.getAsDouble(), whole.size(), whole.name()));
        }
        return new TrainingSplits(sides.train(), captionsOf(sides.train(), whole, captions), sides.test());
    }

    private static List<String> captionsOf(LongTailDataset part, LongTailDataset whole, List<String> captions) {
        // by identity: two samples may be equal
        Map<Sample, String> known = new IdentityHashMap<>();
        for (int i = 0; i < whole.size(); i++) {
            known.put(whole.samples().get(i), captions.get(i));
        }
        List<String> chosen = new ArrayList<>();
        part.samples().forEach(sample -> chosen.add(known.get(sample)));
        return chosen;
    }
}
