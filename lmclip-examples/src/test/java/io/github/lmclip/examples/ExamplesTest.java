package io.github.lmclip.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.LmClip;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example programs run; the one on VOC-MLT wants images and weights that are not here. */
class ExamplesTest {

    @TempDir
    Path folder;

    private static String printed(Runnable program) {
        PrintStream out = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            program.run();
            return bytes.toString(StandardCharsets.UTF_8);
        } finally {
            System.setOut(out);
        }
    }

    @Test
    void zeroShotPrintsThreeClassesAndAMean() {
        List<String> lines = printed(() -> ZeroShot.main(new String[0])).lines().toList();
        assertEquals(4, lines.size());
        assertTrue(lines.get(3).startsWith("mAP "), lines.get(3));
    }

    @Test
    void ownLossTrains() {
        assertTrue(printed(() -> OwnLoss.main(new String[0])).startsWith("mAP "));
    }

    @Test
    void ownDatasetTrainsOnFilesAndSaves() throws IOException {
        ShapesMlt shapes = ShapesMlt.DEFAULT;
        Files.write(folder.resolve("classes.txt"), shapes.classNames());
        write(shapes.read(Split.TRAIN, folder), 40, "train");
        write(shapes.read(Split.TEST, folder), 20, "test");
        String out = printed(() -> OwnDataset.main(new String[] {folder.toString()}));
        assertTrue(out.contains("20 images"), out);
        try (LmClip loaded = LmClip.load(folder.resolve("model"))) {
            assertEquals(shapes.classNames(), loaded.classNames());
            assertEquals(20, loaded.classify(folder.resolve("test 0.png")).size());
        }
    }

    private void write(LongTailDataset split, int count, String name) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Sample sample = split.samples().get(i);
            String file = "%s %d.png".formatted(name, i);
            ImageIO.write(
                    sample.picture().bitmap().toImage(),
                    "png",
                    folder.resolve(file).toFile());
            lines.add(sample.classes().stream().map(String::valueOf).collect(Collectors.joining(" ", file + " ", "")));
        }
        Files.write(folder.resolve(name + ".txt"), lines);
    }
}
