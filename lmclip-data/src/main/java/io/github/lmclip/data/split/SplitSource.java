package io.github.lmclip.data.split;

import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.formats.DatasetFormat;
import io.github.lmclip.data.formats.ReadOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A dataset of one's own out of one file or folder, parted into training and test images by a seed.
 *
 * @param id by which runs and messages call it
 * @param format of the file
 * @param options how it is read, with the class names
 * @param file the file or folder
 * @param split the shares and the seed
 */
public record SplitSource(String id, DatasetFormat format, ReadOptions options, Path file, StratifiedSplit split)
        implements DatasetSource {

    /**
     * Checks that everything is there.
     *
     * @throws IllegalArgumentException if the options have no class names
     */
    public SplitSource {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(split, "split");
        if (options.classNames().isEmpty()) {
            throw new IllegalArgumentException("the options of %s have no class names, expected some".formatted(id));
        }
    }

    /**
     * Returns a source whose format is told by the file, and whose class names, where the options have none, are found in
     * it.
     *
     * @throws io.github.lmclip.data.DatasetException if it breaks its format
     */
    public static SplitSource of(String id, Path file, ReadOptions options, StratifiedSplit split) {
        DatasetFormat format = DatasetFormat.of(file);
        List<String> names = options.classNames()
                .orElseGet(() -> format.read(id, file, options).classNames());
        return new SplitSource(id, format, options.withClassNames(names), file, split);
    }

    @Override
    public List<String> classNames() {
        return options.classNames().orElseThrow();
    }

    @Override
    public LongTailDataset read(Split which, Path images) {
        StratifiedSplit.Sides sides = split.of(format.read(id, file, options.withImages(images)));
        return which == Split.TRAIN ? sides.train() : sides.test();
    }

    @Override
    public Path defaultImages() {
        return options.images().orElseGet(() -> format.images(file));
    }

    @Override
    public String howToGetImages(Path images) {
        return "Put the images that %s names below %s, or say images(folder).".formatted(file, images);
    }
}
