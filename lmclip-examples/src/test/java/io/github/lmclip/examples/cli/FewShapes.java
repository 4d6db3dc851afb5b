package io.github.lmclip.examples.cli;

import io.github.lmclip.data.Sample;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A few pictures of the drawn set as PNG files, with a CSV file of each split and the class names. */
final class FewShapes {

    private static final int PICTURES = 24;

    private FewShapes() {}

    /** Writes the folder, unless it is there, and returns it. */
    static Path write(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            Files.createDirectories(folder);
            write(folder, Split.TRAIN, "train");
            write(folder, Split.TEST, "test");
            Files.write(folder.resolve("classes.txt"), ShapesMlt.DEFAULT.classNames());
        }
        return folder;
    }

    /**
     * Returns the words that set a configuration to these pictures, a batch size for so few, and more.
     *
     * @param data the folder
     * @param more such as {@code training.epochs=1}
     */
    static List<String> settings(Path data, String... more) {
        return Stream.concat(
                        Stream.of(
                                "data.source=" + data,
                                "data.classes=" + data.resolve("classes.txt"),
                                "training.batchSize=8"),
                        Stream.of(more))
                .flatMap(setting -> Stream.of("--set", setting))
                .toList();
    }

    private static void write(Path folder, Split split, String name) throws IOException {
        List<String> words = ShapesMlt.DEFAULT.classNames();
        StringBuilder lines = new StringBuilder();
        List<Sample> samples =
                ShapesMlt.DEFAULT.read(split, ShapesMlt.DEFAULT.defaultImages()).samples();
        int step = samples.size() / PICTURES;
        for (int i = 0; i < PICTURES; i++) {
            Sample sample = samples.get(i * step);
            String file = name + i + ".png";
            ImageIO.write(
                    sample.picture().bitmap().toImage(),
                    "png",
                    folder.resolve(file).toFile());
            String labels = sample.classes().stream().map(words::get).collect(Collectors.joining(","));
            lines.append("%s,%s%n".formatted(file, labels));
        }
        Files.writeString(folder.resolve(name + ".csv"), lines);
    }
}
