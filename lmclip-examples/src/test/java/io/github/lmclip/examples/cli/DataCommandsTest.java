package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code describe} and {@code check-data}. */
class DataCommandsTest {

    private static final int WRONG_INPUT = 2;

    @TempDir
    Path folder;

    private int status;

    private String run(String... words) {
        Outcome outcome = Outcome.of(words);
        status = outcome.status();
        return outcome.out();
    }

    private void picture(String name, int colour) throws IOException {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        image.setRGB(3, 3, colour);
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    @Test
    void describesABenchmark() {
        String told = run("describe", "voc-mlt", "--power", "0.7");
        assertEquals(0, status);
        assertTrue(told.contains("voc-mlt train: 1142 images, 20 classes; labels per image 2.054"), told);
        assertTrue(told.contains("head 6, medium 6, tail 8 classes"), told);
        assertTrue(told.contains("voc-mlt test: 4952 images"), told);
        assertTrue(told.contains("An epoch of 1142 draws at power 0.7 shows 577.0 different images"), told);
    }

    @Test
    void describesAFileAndDrawsItsCounts() throws IOException {
        Path file = Files.writeString(folder.resolve("data.csv"), "a.jpg,żaba\nb.jpg,żaba|cat\n");
        Path chart = folder.resolve("new/counts.png");
        String told = run("describe", file.toString(), "--chart", chart.toString());
        assertEquals(0, status);
        assertTrue(told.contains("data.csv: 2 images, 2 classes"), told);
        assertTrue(told.lines().anyMatch(line -> line.matches("żaba +tail +2 +- .*")), told);
        BufferedImage drawn = ImageIO.read(chart.toFile());
        assertTrue(drawn.getWidth() >= 700 && shows(drawn, new Color(0xc44e52)), "bars of the tail");
        Path drawing = folder.resolve("counts.svg");
        run("describe", file.toString(), "--chart", drawing.toString());
        assertEquals(0, status);
        String svg = Files.readString(drawing);
        assertTrue(svg.contains("<svg ") && svg.contains("rgb(196,78,82)"), "bars of the tail");
        run("describe", file.toString(), "--chart", folder.resolve("counts.gif").toString());
        assertEquals(WRONG_INPUT, status);
    }

    private static boolean shows(BufferedImage image, Color colour) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) & 0xffffff) == (colour.getRGB() & 0xffffff)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void formatOverridesTheGuess() throws IOException {
        Path file = Files.writeString(folder.resolve("data.txt"), "a.jpg,cat\n");
        run("describe", file.toString());
        assertEquals(WRONG_INPUT, status);
        assertTrue(run("describe", "--format", "csv", file.toString()).contains("1 images, 1 classes"));
        assertEquals(0, status);
        run("describe", "--format", "xls", file.toString());
        assertEquals(WRONG_INPUT, status);
    }

    @Test
    void checksAFolderWithStatusZeroOrTwo() throws IOException {
        picture("cat/1.png", 1);
        picture("dog/2.png", 2);
        assertTrue(run("check-data", folder.toString()).contains("2 pictures, 0.0 MB: all is well"));
        assertEquals(0, status);
        picture("dog/3.png", 1);
        Files.writeString(folder.resolve("dog/4.png"), "no picture");
        String told = run("check-data", folder.toString());
        assertEquals(2, status);
        assertTrue(told.contains("dog/3.png: the same content as "), told);
        assertTrue(told.contains("4 pictures") && told.contains(": 1 that do not decode, 1 duplicate"), told);
        assertTrue(run("check-data", "--show", "1", folder.toString()).contains("and 1 more"));
    }

    @Test
    void warnsOfAMisspeltClass() throws IOException {
        picture("1.png", 1);
        picture("2.png", 2);
        picture("3.png", 3);
        picture("4.png", 4);
        Files.writeString(folder.resolve("train.csv"), "1.png,yellow\n2.png,yellow\n3.png,yelow\n");
        Files.writeString(folder.resolve("test.csv"), "4.png,yellow\n");
        String found = run("check-data", folder.toString());
        assertEquals(WRONG_INPUT, status);
        assertTrue(found.contains("1 of the classes without a test picture, 1 of the classes perhaps misspelt"), found);
        String described = run("describe", folder.toString());
        assertEquals(0, status);
        assertTrue(described.contains("Warning: ") && described.contains("nearly the name of yellow"), described);
        assertTrue(run("describe", folder.toString(), "--json").contains("\"warnings\": [\n"));
    }

    @Test
    void saysOnceWherePicturesMayBe() throws IOException {
        picture("photos/1.png", 1);
        picture("photos/2.png", 2);
        Path list = Files.writeString(folder.resolve("data.csv"), "1.png,cat\n2.png,dog\n");
        String hint = "None of the pictures was found below " + folder + "; --images names the folder";
        assertTrue(run("check-data", list.toString()).contains(hint));
        String found = run("check-data", list.toString(), "--images", folder + "/photos");
        assertEquals(0, status);
        assertFalse(found.contains("--images"), found);
    }

    @Test
    void checksImagesOutsideOnlyIfAllowed() throws IOException {
        picture("photos/1.png", 1);
        Path list = Files.createDirectories(folder.resolve("lists")).resolve("data.csv");
        Files.writeString(list, "../photos/1.png,cat");
        run("check-data", list.toString());
        assertEquals(WRONG_INPUT, status);
        run("check-data", "--allow-outside", list.toString());
        assertEquals(0, status);
    }

    @Test
    void comparesAListWithABenchmark() throws IOException {
        picture("1.png", 1);
        Path list = Files.writeString(folder.resolve("data.csv"), "1.png,cat");
        String told = run("check-data", "--benchmark", "voc-mlt", list.toString());
        assertEquals(2, status);
        assertTrue(told.contains("data.csv: 1 classes, expected the 20 of voc-mlt"), told);
        run("check-data", "--benchmark", "voc", list.toString());
        assertEquals(WRONG_INPUT, status);
    }
}
