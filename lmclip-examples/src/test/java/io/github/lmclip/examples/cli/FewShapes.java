package io.github.lmclip.examples.cli;

import io.github.lmclip.data.Sample;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.image.Bitmap;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
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
                    image(sample.picture().bitmap()),
                    "png",
                    folder.resolve(file).toFile());
            String labels = sample.classes().stream().map(words::get).collect(Collectors.joining(","));
            lines.append("%s,%s%n".formatted(file, labels));
        }
        Files.writeString(folder.resolve(name + ".csv"), lines);
    }

    private static BufferedImage image(Bitmap bitmap) {
        BufferedImage image = new BufferedImage(bitmap.width(), bitmap.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < bitmap.height(); y++) {
            for (int x = 0; x < bitmap.width(); x++) {
                int at = 3 * (y * bitmap.width() + x);
                byte[] samples = bitmap.samples();
                image.setRGB(x, y, (samples[at] & 255) << 16 | (samples[at + 1] & 255) << 8 | samples[at + 2] & 255);
            }
        }
        return image;
    }
}
