package io.github.lmclip.data.formats;

import io.github.lmclip.data.DatasetException;
import io.github.lmclip.data.LongTailDataset;
import java.nio.file.Path;

/**
 * Reads labelled images out of one file or folder. All readers agree on this: texts are UTF-8, with or without byte-order
 * mark, with any line ends; a label that an image has twice counts once; an image that comes twice is refused; images are
 * not opened; and a file is read to its end, so that all its problems are told at once.
 */
@FunctionalInterface
public interface DatasetReader {

    /**
     * Reads all samples.
     *
     * @param name of the resulting dataset
     * @param source the file or folder
     * @param options where images lie, which classes there are
     * @throws DatasetException if the source is missing, unreadable, without images or not of the format, or if an image
     *     comes twice, lies outside the folder or has an unknown class; the message gives the places of the first problems
     *     and counts all
     */
    LongTailDataset read(String name, Path source, ReadOptions options);
}
