package io.github.lmclip.core.watch;

import io.github.lmclip.core.train.SelectionSplit;
import java.util.List;
import java.util.SortedMap;

/**
 * What is known of a run before it begins.
 *
 * @param configuration every value by its key
 * @param seed of draws and augmentation
 * @param train the pictures to train on
 * @param test the pictures to measure with
 * @param selectedOn which split the epochs are measured on, and the best models are chosen by
 * @param selection its pictures
 * @param captionsSha256 of the training pictures' captions, each ended by a line feed, in UTF-8
 * @param engine DJL's name of the engine
 * @param device where it computes
 */
public record RunFacts(
        SortedMap<String, String> configuration,
        long seed,
        SplitFacts train,
        SplitFacts test,
        SelectionSplit selectedOn,
        SplitFacts selection,
        String captionsSha256,
        String engine,
        String device) {

    /** Returns the hash of captions as {@link #captionsSha256} has it. */
    public static String sha256(List<String> captions) {
        return SplitFacts.sha256(captions);
    }
}
