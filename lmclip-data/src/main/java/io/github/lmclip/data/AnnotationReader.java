package io.github.lmclip.data;

import io.github.lmclip.data.formats.DatasetFormat;
import io.github.lmclip.data.formats.ReadOptions;
import java.nio.file.Path;
import java.util.List;

/** Reads lists in the published format, {@link DatasetFormat#LIST}, of a known set of classes. */
public final class AnnotationReader {

    private final List<String> classNames;

    /**
     * Creates a reader for a set of classes.
     *
     * @param classNames the class names; a class id is an index into this list
     */
    public AnnotationReader(List<String> classNames) {
        this.classNames = List.copyOf(classNames);
    }

    /**
     * Reads a list file.
     *
     * @param name of the resulting dataset
     * @param list the file
     * @param images the folder that the paths start at
     * @throws DatasetException if the list is missing, empty, no text, or has lines that name an id outside the classes,
     *     an image of an earlier line, or a path that leaves the folder; the message gives file and line of the first
     *     problems and counts all
     */
    public LongTailDataset read(String name, Path list, Path images) {
        return DatasetFormat.LIST.read(
                name, list, ReadOptions.defaults().withImages(images).withClassNames(classNames));
    }
}
