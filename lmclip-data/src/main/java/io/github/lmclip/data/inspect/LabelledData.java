package io.github.lmclip.data.inspect;

import io.github.lmclip.data.Benchmark;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.formats.DatasetFormat;
import io.github.lmclip.data.formats.ReadOptions;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a name, a folder or a file holds.
 *
 * @param train the training split, or all there is
 * @param test the test split, where there is one
 * @param benchmark the published benchmark that this is
 * @param images the folder that the pictures' paths start at; a manifest there says what was fetched
 */
public record LabelledData(
        LongTailDataset train, Optional<LongTailDataset> test, Optional<Benchmark> benchmark, Optional<Path> images) {

    private static final List<String> ENDS = List.of(".txt", ".csv", ".tsv", ".jsonl", ".ndjson", ".json", "");

    /**
     * Reads what a word of a command line says: the name of a benchmark or of the drawn set; the folder of a benchmark's
     * images; a folder with {@code train} and perhaps {@code test}, {@code val} or {@code valid}, as files of any format or
     * as folders; or else a single file or folder.
     *
     * @param place the word
     * @param format of the file or files; where it is empty, it is told by the file
     * @param options how files are read
     * @throws io.github.lmclip.data.DatasetException if a file breaks its format
     * @throws IllegalArgumentException if there is nothing of that name
     */
    public static LabelledData read(String place, Optional<DatasetFormat> format, ReadOptions options) {
        Optional<Benchmark> named = named(place);
        if (named.isPresent()) {
            return of(named.get(), options.images().orElseGet(named.get()::defaultImages));
        }
        if (place.equalsIgnoreCase(ShapesMlt.DEFAULT.id())) {
            Path nowhere = ShapesMlt.DEFAULT.defaultImages();
            return new LabelledData(
                    ShapesMlt.DEFAULT.read(Split.TRAIN, nowhere),
                    Optional.of(ShapesMlt.DEFAULT.read(Split.TEST, nowhere)),
                    Optional.empty(),
                    Optional.empty());
        }
        Path path = Path.of(place);
        if (!Files.exists(path)) {
            throw new IllegalArgumentException(
                    "%s is no file or folder, nor one of %s, %s".formatted(place, names(), ShapesMlt.DEFAULT.id()));
        }
        return benchmarkIn(path).map(found -> of(found, path)).orElseGet(() -> ofFiles(path, format, options));
    }

    private static Optional<Benchmark> named(String place) {
        String id = place.toLowerCase(Locale.ROOT).replace('_', '-');
        return Arrays.stream(Benchmark.values())
                .filter(benchmark -> benchmark.id().equals(id))
                .findFirst();
    }

    private static String names() {
        return String.join(
                ", ", Arrays.stream(Benchmark.values()).map(Benchmark::id).toList());
    }

    private static LabelledData of(Benchmark benchmark, Path images) {
        return new LabelledData(
                benchmark.read(Split.TRAIN, images),
                Optional.of(benchmark.read(Split.TEST, images)),
                Optional.of(benchmark),
                Optional.of(images));
    }

    /** Returns the benchmark whose training images' folder lies below this one. */
    private static Optional<Benchmark> benchmarkIn(Path folder) {
        return Arrays.stream(Benchmark.values())
                .filter(benchmark -> benchmark.read(Split.TRAIN, folder).samples().stream()
                        .limit(1)
                        .flatMap(sample -> sample.picture().location().stream())
                        .anyMatch(image -> Files.isDirectory(image.getParent())))
                .findFirst();
    }

    private static LabelledData ofFiles(Path path, Optional<DatasetFormat> format, ReadOptions options) {
        String name = path.getFileName() == null
                ? path.toString()
                : path.getFileName().toString();
        Optional<Path> test = find(path, "test").or(() -> find(path, "val")).or(() -> find(path, "valid"));
        // a folder of classes may have one that is called train
        Optional<Path> train = find(path, "train").filter(found -> test.isPresent() || !Files.isDirectory(found));
        Path own = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
        Optional<Path> images = Optional.of(options.images().orElse(own));
        if (train.isEmpty()) {
            DatasetFormat guess = format.orElseGet(() -> DatasetFormat.of(path));
            return new LabelledData(guess.read(name, path, options), Optional.empty(), Optional.empty(), images);
        }
        DatasetFormat guess = format.orElseGet(() -> DatasetFormat.of(train.get()));
        LongTailDataset training = guess.read(name + " train", train.get(), options);
        ReadOptions same = options.withClassNames(training.classNames());
        return new LabelledData(
                training, test.map(file -> guess.read(name + " test", file, same)), Optional.empty(), images);
    }

    private static Optional<Path> find(Path folder, String word) {
        return ENDS.stream()
                .map(end -> folder.resolve(word + end))
                .filter(Files::exists)
                .findFirst();
    }

    /** Returns this data as what should be a benchmark, whose published counts it is then checked against. */
    public LabelledData withBenchmark(Benchmark claimed) {
        return new LabelledData(train, test, Optional.of(claimed), images);
    }

    /** Returns this data without its test split. */
    public LabelledData withoutTest() {
        return new LabelledData(train, Optional.empty(), benchmark, images);
    }

    /** Returns the splits that there are. */
    public List<LongTailDataset> splits() {
        return Stream.concat(Stream.of(train), test.stream()).toList();
    }
}
