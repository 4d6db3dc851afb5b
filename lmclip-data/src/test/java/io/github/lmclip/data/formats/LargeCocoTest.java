package io.github.lmclip.data.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lmclip.data.LongTailDataset;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file as large as {@code instances_train2017.json}, with as many images, annotations and corners of outlines. */
@Tag("soak")
class LargeCocoTest {

    private static final int IMAGES = 118_287;
    private static final int ANNOTATIONS = 860_001;
    private static final int CATEGORIES = 80;
    private static final int CORNERS = 30;
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK = "VmHWM:";
    private static final double MOST_MEGABYTES = 1_000;

    @TempDir
    Path folder;

    @Test
    void isReadInUnderAGigabyte() throws IOException, InterruptedException {
        assumeTrue(Files.exists(STATUS), "no " + STATUS);
        Path file = folder.resolve("instances.json");
        write(file);
        Path said = folder.resolve("said");
        Process reading = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeCocoTest.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertEquals(0, reading.waitFor(), Files.readString(said));
        List<String> lines = Files.readAllLines(said);
        double megabytes = Double.parseDouble(lines.get(1)) / 1000;
        System.out.printf("%.0f MB of JSON: %s, at most %.0f MB%n", Files.size(file) / 1e6, lines.get(0), megabytes);
        assertEquals("%d images, %d classes".formatted(IMAGES, CATEGORIES), lines.get(0));
        assertTrue(megabytes < MOST_MEGABYTES, megabytes + " MB");
    }

    /** Reads a file in a process of its own; says what came and the most kB that it took. */
    public static void main(String[] args) throws IOException {
        LongTailDataset read = DatasetFormat.COCO.read("large", Path.of(args[0]), ReadOptions.defaults());
        System.out.printf(
                "%d images, %d classes%n", read.size(), read.classNames().size());
        Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(PEAK))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .forEach(System.out::println);
    }

    private static void write(Path file) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        try (BufferedWriter text = Files.newBufferedWriter(file)) {
            text.write("{\"info\": {}, \"images\": [");
            for (int i = 0; i < IMAGES; i++) {
                text.write(comma(i) + image(i));
            }
            text.write("], \"annotations\": [");
            for (int i = 0; i < ANNOTATIONS; i++) {
                text.write(comma(i) + annotation(i, random));
            }
            text.write("], \"categories\": [");
            for (int i = 0; i < CATEGORIES; i++) {
                text.write(comma(i)
                        + "{\"supercategory\": \"thing\", \"id\": %d, \"name\": \"class %d\"}".formatted(i, i));
            }
            text.write("]}");
        }
    }

    private static String comma(int place) {
        return place == 0 ? "" : ",";
    }

    private static String image(int id) {
        return "{\"license\": 4, \"file_name\": \"%012d.jpg\", \"height\": 427, \"width\": 640, \"id\": %d}"
                .formatted(id, id);
    }

    private static String annotation(int id, SplittableRandom random) {
        StringBuilder outline = new StringBuilder("0.5");
        for (int corner = 1; corner < 2 * CORNERS; corner++) {
            outline.append(",").append(random.nextInt(64_000) / 100.0);
        }
        return "{\"segmentation\": [[%s]], \"iscrowd\": 0, \"image_id\": %d, \"bbox\": [1, 2, 3, 4], \"category_id\": %d}"
                .formatted(outline, random.nextInt(IMAGES), random.nextInt(CATEGORIES));
    }
}
