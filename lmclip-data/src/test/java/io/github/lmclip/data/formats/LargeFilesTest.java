package io.github.lmclip.data.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.DatasetException;
import io.github.lmclip.data.LongTailDataset;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** One million lines, and lines of ten megabytes. */
class LargeFilesTest {

    private static final int MILLION = 1_000_000;

    private static final int TEN_MEGABYTES = 10_000_000;

    /** What a reader may take of one core: more than twenty times what it does; one that is not linear would take hours. */
    private static final double SECONDS = 60;

    private static final ReadOptions OPTIONS = ReadOptions.defaults().withClassNames(List.of("cat", "dog"));

    @TempDir
    Path folder;

    /** A reading that is timed. */
    private interface Reading {
        void run();
    }

    private static void inTime(Reading reading) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        reading.run();
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
        assertTrue(seconds < SECONDS, seconds + " s");
    }

    private static String line(DatasetFormat format, int number) {
        return switch (format) {
            case LIST -> number + ".jpg 0 1";
            case CSV -> number + ".jpg,cat,dog";
            case JSON_LINES -> "{\"image\": \"" + number + ".jpg\", \"labels\": [\"cat\", \"dog\"]}";
            case COCO ->
                "{\"image_id\": " + number % 1000 + ", \"category_id\": " + (1 + number % 2) + ", \"bbox\": [1, 2]},";
            case VOC -> "<object><name>cat</name></object>";
            case FOLDERS -> throw new IllegalArgumentException("a folder has no lines");
        };
    }

    private static String head(DatasetFormat format) {
        return switch (format) {
            case COCO -> "{\"annotations\": [";
            case VOC -> "<annotation><filename>a.jpg</filename>";
            default -> "";
        };
    }

    private static String foot(DatasetFormat format) {
        return switch (format) {
            case COCO ->
                "{\"image_id\": 1, \"category_id\": 1}], \"categories\": [{\"id\": 1, \"name\": \"cat\"}, {\"id\": 2, \"name\": \"dog\"}], \"images\": ["
                        + String.join(
                                ",",
                                IntStream.range(0, 1000)
                                        .mapToObj(id -> "{\"id\": %d, \"file_name\": \"%d.jpg\"}".formatted(id, id))
                                        .toList())
                        + "]}";
            case VOC -> "</annotation>";
            default -> "";
        };
    }

    private Path lines(DatasetFormat format) throws IOException {
        Path file = folder.resolve("data");
        try (BufferedWriter text = Files.newBufferedWriter(file)) {
            text.write(head(format) + "\n");
            for (int i = 0; i < MILLION; i++) {
                text.write(line(format, i) + "\n");
            }
            text.write(foot(format));
        }
        return file;
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FOLDERS")
    void readsAMillionLinesQuickly(DatasetFormat format) throws IOException {
        Path file = lines(format);
        inTime(() -> {
            LongTailDataset read = format.read("large", file, OPTIONS);
            int images = format == DatasetFormat.COCO ? 1000 : format == DatasetFormat.VOC ? 1 : MILLION;
            assertEquals(images, read.size());
        });
    }

    @Test
    void refusesAMillionWrongLinesQuickly() throws IOException {
        Path file = lines(DatasetFormat.CSV);
        ReadOptions others = ReadOptions.defaults().withClassNames(List.of("cat"));
        inTime(() -> {
            DatasetException refusal =
                    assertThrows(DatasetException.class, () -> DatasetFormat.CSV.read("large", file, others));
            assertEquals(MILLION, refusal.total());
        });
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FOLDERS")
    void readsALineOfTenMegabytes(DatasetFormat format) throws IOException {
        int labels = TEN_MEGABYTES / 4;
        String text =
                switch (format) {
                    case LIST -> "a.jpg" + " 0 1".repeat(labels);
                    case CSV -> "a.jpg" + ",cat".repeat(labels) + ",dog";
                    case JSON_LINES -> "{\"image\": \"a.jpg\", \"labels\": [" + "\"cat\",".repeat(labels) + "\"dog\"]}";
                    case COCO ->
                        "{\"info\": \"" + "x".repeat(TEN_MEGABYTES) + "\","
                                + "\"images\": [{\"id\": 1, \"file_name\": \"a.jpg\"}],"
                                + "\"categories\": [{\"id\": 3, \"name\": \"dog\"}, {\"id\": 2, \"name\": \"cat\"}], \"annotations\": ["
                                + "{\"image_id\": 1, \"category_id\": 2},".repeat(labels / 9)
                                + "{\"image_id\": 1, \"category_id\": 3}]}";
                    case VOC ->
                        "<annotation><source>" + "x".repeat(TEN_MEGABYTES) + "</source><filename>a.jpg</filename>"
                                + "<object><name>cat</name></object>".repeat(labels / 9)
                                + "<object><name>dog</name></object></annotation>";
                    case FOLDERS -> throw new IllegalArgumentException("a folder has no lines");
                };
        Path file = Files.writeString(folder.resolve("data"), text);
        inTime(() -> assertEquals(
                List.of(0, 1),
                format.read("large", file, OPTIONS).samples().get(0).classes()));
    }

    @Test
    void listsCountEveryWrongIdOfALongLine() throws IOException {
        Path file = Files.writeString(folder.resolve("list.txt"), "a.jpg" + " 7 -1".repeat(TEN_MEGABYTES / 5));
        inTime(() -> {
            DatasetException refusal =
                    assertThrows(DatasetException.class, () -> DatasetFormat.LIST.read("large", file, OPTIONS));
            assertEquals(2 * (TEN_MEGABYTES / 5), refusal.total());
        });
    }

    @Test
    void listsReadALongPathAndALongNumber() throws IOException {
        Path path = Files.writeString(folder.resolve("path.txt"), "1 ".repeat(TEN_MEGABYTES / 2) + "x.jpg 1");
        inTime(() -> assertEquals(
                List.of(1),
                DatasetFormat.LIST.read("large", path, OPTIONS).samples().get(0).classes()));
        Path number = Files.writeString(folder.resolve("number.txt"), "a.jpg " + "9".repeat(TEN_MEGABYTES));
        inTime(() -> assertThrows(DatasetException.class, () -> DatasetFormat.LIST.read("large", number, OPTIONS)));
    }

    @Test
    void readsTwentyThousandFilesOfAFolderQuickly() throws IOException {
        for (String name : OPTIONS.classNames().orElseThrow()) {
            Path of = Files.createDirectory(folder.resolve(name));
            for (int i = 0; i < 10_000; i++) {
                Files.createFile(of.resolve(i + ".jpg"));
            }
        }
        inTime(() -> assertEquals(
                20_000, DatasetFormat.FOLDERS.read("large", folder, OPTIONS).size()));
    }
}
