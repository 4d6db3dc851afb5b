package io.github.lmclip.data.formats;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a file or folder of labels is read.
 *
 * @param images the folder that relative paths start at; where it is empty, the file's own folder, or what the format says
 * @param classNames the class names, a class id being an index into the list; where it is empty, they are found in the
 *     file, in the order that the format says
 * @param outsideAllowed whether images may lie outside the folder: absolute paths, {@code ..}, and symbolic links
 */
public record ReadOptions(Optional<Path> images, Optional<List<String>> classNames, boolean outsideAllowed) {

    /** Copies the names. */
    public ReadOptions {
        classNames = classNames.map(List::copyOf);
    }

    /** Returns options that find the class names and keep images to the file's own folder. */
    public static ReadOptions defaults() {
        return new ReadOptions(Optional.empty(), Optional.empty(), false);
    }

    /** Returns these options with the folder that relative paths start at. */
    public ReadOptions withImages(Path folder) {
        return new ReadOptions(Optional.of(folder), classNames, outsideAllowed);
    }

    /** Returns these options with class names; a file that names another class is then refused. */
    public ReadOptions withClassNames(List<String> names) {
        return new ReadOptions(images, Optional.of(names), outsideAllowed);
    }

    /** Returns these options with images outside the folder allowed or refused. */
    public ReadOptions withOutsideAllowed(boolean allowed) {
        return new ReadOptions(images, classNames, allowed);
    }
}
