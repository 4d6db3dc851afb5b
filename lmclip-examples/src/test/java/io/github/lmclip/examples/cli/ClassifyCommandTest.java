package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyCommandTest {

    private static final int WRONG_INPUT = 2;
    private static final int TOP = 2;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Path photos;
    private static Path model;

    @BeforeAll
    static void exportAModelAndDrawPictures() throws IOException {
        Path saved = shared.resolve("saved");
        try (LmClip clip = LmClip.builder()
                .backbone(Backbone.TINY)
                .labels("circle", "square", "star, of five")
                .zeroShot()) {
            clip.save(saved);
        }
        model = shared.resolve("model.onnx");
        assertEquals(0, Launcher.execute("export", saved.toString(), model.toString()));
        photos = Files.createDirectories(shared.resolve("photos, mine"));
        for (int i = 0; i < 12; i++) {
            draw(photos.resolve("%02d \"%d\".png".formatted(i, i)), i);
        }
        Files.writeString(photos.resolve("05 broken.jpg"), "no picture");
    }

    private static void draw(Path file, int place) throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 64, 64);
        graphics.setColor(Color.BLACK);
        if (place % 2 == 0) {
            graphics.fillOval(8, 12, 30 + place, 30 + place);
        } else {
            graphics.fillRect(8, 12, 30 + place, 30 + place);
        }
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    private static String run(int status, String... more) {
        List<String> words = new ArrayList<>(List.of("classify", model.toString()));
        words.addAll(Arrays.asList(more));
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            assertEquals(status, Launcher.execute(words.toArray(String[]::new)), said.toString());
        } finally {
            System.setErr(err);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private List<String> classify(String name, String... more) throws IOException {
        Path out = folder.resolve(name);
        List<String> words = new ArrayList<>(List.of(photos.toString(), "--top", "" + TOP, "--out", out.toString()));
        words.addAll(Arrays.asList(more));
        run(0, words.toArray(String[]::new));
        return Files.readAllLines(out);
    }

    @Test
    void writesALinePerLabelAndCountsBrokenPictures() throws IOException {
        Path out = folder.resolve("found.csv");
        String said = run(0, photos.toString(), "--top", "2", "--out", out.toString());
        assertTrue(said.lines().anyMatch("computed on cpu"::equals), said);
        assertTrue(said.contains("13 pictures, 1 of them could not be read"), said);
        assertTrue(said.contains("skipped: ") && said.contains("05 broken.jpg"), said);
        List<String> lines = Files.readAllLines(out);
        assertEquals("picture,rank,label,score,kind", lines.get(0));
        assertEquals(1 + 12 * TOP, lines.size());
        assertTrue(lines.get(1).contains("00 \"\"0\"\".png\",1,"), lines.get(1));
        assertTrue(lines.get(2).contains("00 \"\"0\"\".png\",2,"), lines.get(2));
        assertTrue(lines.get(1).endsWith(",softmax"));
    }

    @Test
    void saysWhyItIsThisDeviceToWhoeverAsks() {
        String said = run(0, photos.resolve("00 \"0\".png").toString(), "--device", "cpu");
        assertTrue(said.lines().anyMatch("computed on cpu (asked for)"::equals), said);
    }

    @Test
    void namesAFolderWithoutPictures() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        String said = run(WRONG_INPUT, empty.toString());
        assertTrue(
                said.contains("no picture in " + empty + ", expected files that end in one of bmp, gif, jpeg,"), said);
    }

    @Test
    void writesJsonAndCutsByThreshold() throws IOException {
        List<String> all = classify("all.jsonl");
        List<JsonObject> objects = all.stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
        assertEquals(12 * TOP, objects.size());
        double middle = objects.stream()
                .mapToDouble(each -> each.get("score").getAsDouble())
                .sorted()
                .toArray()[objects.size() / 2];
        List<String> expected = all.stream()
                .filter(line -> JsonParser.parseString(line)
                                .getAsJsonObject()
                                .get("score")
                                .getAsDouble()
                        >= middle)
                .toList();
        assertEquals(expected, classify("some.jsonl", "--threshold", "" + middle));
        assertTrue(expected.size() < all.size());
    }

    @Test
    void goesOnWhereARunWasCutOff() throws IOException {
        for (String name : List.of("found.csv", "found.jsonl")) {
            classify(name);
            Path out = folder.resolve(name);
            byte[] whole = Files.readAllBytes(out);
            for (int length : List.of(0, 28, 30, 70, 100, whole.length / 2, whole.length - 1, whole.length)) {
                Files.write(out, Arrays.copyOf(whole, length));
                run(0, photos.toString(), "--top", "" + TOP, "--resume", out.toString());
                assertEquals(new String(whole, StandardCharsets.UTF_8), Files.readString(out), name + " " + length);
            }
            Files.delete(out);
            run(0, photos.toString(), "--top", "" + TOP, "--resume", out.toString());
            assertEquals(new String(whole, StandardCharsets.UTF_8), Files.readString(out));
            assertFalse(Files.exists(folder.resolve(name + ".part")));
        }
    }

    @Test
    void leavesOutWhatIsFinished() throws IOException {
        classify("found.csv");
        String said = run(
                0, photos.toString(), "--resume", folder.resolve("found.csv").toString());
        assertTrue(said.contains("2 pictures, 1 of them could not be read"), said);
    }

    @Test
    void leavesFilesOfSomethingElseAsTheyAre() throws IOException {
        for (String name : List.of("notes.csv", "notes.jsonl")) {
            Path notes = Files.writeString(folder.resolve(name), "my notes\nare here\n");
            String said = run(WRONG_INPUT, photos.toString(), "--resume", notes.toString());
            assertTrue(said.contains("my notes"), said);
            assertEquals("my notes\nare here\n", Files.readString(notes));
        }
    }

    @Test
    void readsNamesFromTheStandardInput() throws IOException {
        InputStream in = System.in;
        Path out = folder.resolve("found.jsonl");
        String names = photos.resolve("03 \"3\".png") + "\n\n" + photos.resolve("00 \"0\".png") + "\n";
        try {
            System.setIn(new ByteArrayInputStream(names.getBytes(StandardCharsets.UTF_8)));
            run(0, "-", "--top", "1", "--score", "cosine", "--out", out.toString());
            System.setIn(new ByteArrayInputStream(new byte[0]));
            assertTrue(run(WRONG_INPUT, "-").contains("names no picture"));
        } finally {
            System.setIn(in);
        }
        List<String> lines = Files.readAllLines(out);
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).contains("03 ") && lines.get(0).contains("\"cosine\""), lines.get(0));
    }

    @Test
    void ranksLabelsOfOnesOwn() throws IOException {
        String saved = shared.resolve("saved").toString();
        String image = folder.resolve("image.onnx").toString();
        String text = folder.resolve("text.onnx").toString();
        assertEquals(0, Launcher.execute("export", saved, image, "--kind", "image-encoder"));
        assertEquals(0, Launcher.execute("export", saved, text, "--kind", "text-encoder"));
        Path out = folder.resolve("own.csv");
        String words = "square,circle";
        assertEquals(
                0,
                Launcher.execute(
                        "classify", image, photos.toString(), "--text", text, "--labels", words, "--out", "" + out));
        List<String> lines = Files.readAllLines(out);
        assertEquals(1 + 12 * 2, lines.size());
        assertTrue(lines.stream().skip(1).allMatch(line -> line.contains("square") || line.contains("circle")));
        assertTrue(run(WRONG_INPUT, photos.toString(), "--labels", words).contains("--text and --labels together"));
        assertEquals(
                WRONG_INPUT, Launcher.execute("classify", text, photos.toString(), "--text", text, "--labels", words));
    }

    @Test
    void refusesWrongWordsWithStatusTwo() throws IOException {
        assertTrue(run(WRONG_INPUT, photos.toString(), "--device", "gpu").contains("cuda:N, got \"gpu\""));
        assertTrue(run(WRONG_INPUT, photos.toString(), "--device", "cuda:0").contains("onnxruntime_gpu"));
        assertTrue(run(WRONG_INPUT, photos.toString(), "--top", "0").contains("--top must be >= 1"));
        assertTrue(run(WRONG_INPUT, photos.toString(), "--out", "a", "--resume", "b")
                .contains("one of --out, --resume and --json"));
        Path other = Files.writeString(folder.resolve("other.onnx"), "no model");
        assertEquals(WRONG_INPUT, Launcher.execute("classify", other.toString(), photos.toString()));
        assertEquals(
                WRONG_INPUT,
                Launcher.execute("export", shared.resolve("saved").toString(), other.toString(), "--kind", "nothing"));
    }
}
