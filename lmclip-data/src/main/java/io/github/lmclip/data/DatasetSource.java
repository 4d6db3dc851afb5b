package io.github.lmclip.data;

import java.nio.file.Path;
import java.util.List;

/** A training and a test split over the same classes: what the front door's {@code dataset(...)} takes. */
public interface DatasetSource {

    /** Returns the short name by which runs, presets and messages call this source, such as {@code "voc-mlt"}. */
    String id();

    /** Returns the class names; a class id is an index into this list. */
    List<String> classNames();

    /**
     * Reads one split.
     *
     * @param split which one
     * @param images the folder that the lists' paths start at; sources that draw their pictures ignore it
     * @throws DatasetException if a list breaks its format
     */
    LongTailDataset read(Split split, Path images);

    /** Returns the folder of the images where the caller names none. */
    Path defaultImages();

    /** Returns one sentence that says which images to get, from where, and where below {@code images} to put them. */
    String howToGetImages(Path images);

    /**
     * Returns whether {@link Split#TEST} gives pictures to choose by, which are neither trained on nor those that results
     * are told of; not so unless a source says it.
     */
    default boolean isHeldOut() {
        return false;
    }
}
