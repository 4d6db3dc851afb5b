package io.github.lmclip.core.config;

import io.github.lmclip.data.Benchmark;
import io.github.lmclip.data.ClassNames;
import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.formats.DatasetFormat;
import io.github.lmclip.data.formats.ReadOptions;
import io.github.lmclip.data.inspect.LabelledData;
import io.github.lmclip.data.shapes.ShapesMlt;
import io.github.lmclip.data.split.SplitSource;
import io.github.lmclip.data.split.StratifiedSplit;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which pictures a run is about.
 *
 * @param source {@code voc-mlt}, {@code coco-mlt} or {@code shapes-mlt}; a folder with train and test as files or folders;
 *     or one file or folder of any format
 * @param images the folder that paths start at; absent: the source's own
 * @param format of the files; absent: as name and content tell
 * @param classes a file of class names, one a line; absent: those found
 * @param testShare share of the images that become the test split where the source has none, in (0, 1)
 * @param splitSeed seed of that split
 * @param captions a file of lines {@code path caption}; absent: the class names are the captions
 */
public record DataSettings(
        String source,
        Optional<String> images,
        Optional<String> format,
        Optional<String> classes,
        double testShare,
        long splitSeed,
        Optional<String> captions) {

    /** Checks the share. */
    public DataSettings {
        if (!(testShare > 0 && testShare < 1)) {
            throw new IllegalArgumentException("testShare must be in (0, 1), got " + testShare);
        }
    }

    /** Returns the drawn set, which needs no file. */
    public static DataSettings defaults() {
        Optional<String> unsaid = Optional.empty();
        return new DataSettings(ShapesMlt.DEFAULT.id(), unsaid, unsaid, unsaid, 0.2, 0, unsaid);
    }

    /**
     * Returns the source of both splits.
     *
     * @throws io.github.lmclip.data.DatasetException if a file breaks its format
     * @throws IllegalArgumentException if there is nothing of that name, or images are said of one that draws its own
     */
    public DatasetSource open() {
        String id = source.toLowerCase(Locale.ROOT).replace('_', '-');
        if (id.equals(ShapesMlt.DEFAULT.id()) && images.isPresent()) {
            throw new IllegalArgumentException(
                    ("data.images (--images) is %s, but data.source is %s, which draws its pictures;"
                                    + " expected data.source to be that folder, a file of labels, voc-mlt or coco-mlt")
                            .formatted(images.get(), source));
        }
        return Stream.concat(Stream.of(Benchmark.values()), Stream.of(ShapesMlt.DEFAULT))
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseGet(this::ofFiles);
    }

    private DatasetSource ofFiles() {
        ReadOptions options =
                new ReadOptions(images.map(Path::of), classes.map(file -> ClassNames.read(Path.of(file))), false);
        Optional<DatasetFormat> told = format.map(DatasetFormat::named);
        LabelledData data = LabelledData.read(source, told, options);
        if (data.test().isPresent()) {
            return new ReadSource(source, data.train(), data.test().get());
        }
        Path file = Path.of(source);
        return new SplitSource(
                source,
                told.orElseGet(() -> DatasetFormat.of(file)),
                options.withClassNames(data.train().classNames()),
                file,
                new StratifiedSplit(testShare, splitSeed));
    }
}
