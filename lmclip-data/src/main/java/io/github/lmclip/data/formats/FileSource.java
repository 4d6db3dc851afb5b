package io.github.lmclip.data.formats;

import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Split;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A dataset of one's own in any format: a file or folder for each split.
 *
 * @param id by which runs and messages call it
 * @param format of both files
 * @param options how they are read, with the class names
 * @param train the training split's file or folder
 * @param test the test split's file or folder
 */
public record FileSource(String id, DatasetFormat format, ReadOptions options, Path train, Path test)
        implements DatasetSource {

    /**
     * Checks that everything is there.
     *
     * @throws IllegalArgumentException if the options have no class names
     */
    public FileSource {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(train, "train");
        Objects.requireNonNull(test, "test");
        if (options.classNames().isEmpty()) {
            throw new IllegalArgumentException("the options of %s have no class names, expected some".formatted(id));
        }
    }

    /**
     * Returns a source whose format is told by the training file, and whose class names, where the options have none, are
     * those found in it; a test image with another class is then refused.
     *
     * @throws io.github.lmclip.data.DatasetException if the training file breaks its format
     */
    public static FileSource of(String id, Path train, Path test, ReadOptions options) {
        DatasetFormat format = DatasetFormat.of(train);
        List<String> names = options.classNames()
                .orElseGet(() -> format.read(id, train, options).classNames());
        return new FileSource(id, format, options.withClassNames(names), train, test);
    }

    @Override
    public List<String> classNames() {
        return options.classNames().orElseThrow();
    }

    @Override
    public LongTailDataset read(Split split, Path images) {
        Path file = split == Split.TRAIN ? train : test;
        // where nobody names a folder, each file's paths start at its own
        ReadOptions here = images.equals(defaultImages()) ? options : options.withImages(images);
        return format.read(id + " " + split.word(), file, here);
    }

    /** Returns the folder that the options name, or the one that the format says for the training file. */
    @Override
    public Path defaultImages() {
        return options.images().orElseGet(() -> format.images(train));
    }

    @Override
    public String howToGetImages(Path images) {
        return "Put the images that %s and %s name below %s, or say images(folder).".formatted(train, test, images);
    }
}
