package io.github.lmclip.data.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lmclip.data.DatasetException;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What all readers agree on. */
class EveryReaderTest {

    private static final ReadOptions DEFAULTS = ReadOptions.defaults();

    @TempDir
    Path folder;

    private static List<String> names(LongTailDataset read) {
        return read.samples().stream().map(sample -> sample.picture().name()).toList();
    }

    private static List<List<Integer>> labels(LongTailDataset read) {
        return read.samples().stream().map(Sample::classes).toList();
    }

    private static DatasetException refusal(DatasetFormat format, Path source, ReadOptions options) {
        return assertThrows(DatasetException.class, () -> format.read("test", source, options));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FOLDERS")
    void findsImagesLabelsAndSortedClasses(DatasetFormat format) throws IOException {
        Path source = Labelled.write(
                format,
                folder,
                List.of(
                        Labelled.of("b/猫 1.jpg", "żaba", "cat"),
                        Labelled.of("a.jpg", "dining table"),
                        Labelled.of("Größe, 2.png", "żaba")));
        LongTailDataset read = format.read("test", source, DEFAULTS);
        assertEquals(List.of("cat", "dining table", "żaba"), read.classNames());
        assertEquals(List.of(List.of(2, 0), List.of(1), List.of(2)), labels(read));
        Path images = format.images(source);
        assertEquals(
                List.of("b/猫 1.jpg", "a.jpg", "Größe, 2.png").stream()
                        .map(path -> images.resolve(path).toString())
                        .toList(),
                names(read));
        assertEquals(format, DatasetFormat.of(source));
    }

    @ParameterizedTest
    @EnumSource
    void usesGivenClassesInTheirOrder(DatasetFormat format) throws IOException {
        Path source = Labelled.write(format, folder, List.of(Labelled.of("1.jpg", "cat"), Labelled.of("2.jpg", "dog")));
        List<String> given = List.of("dog", "bird", "cat");
        LongTailDataset read = format.read("test", source, DEFAULTS.withClassNames(given));
        assertEquals(given, read.classNames());
        // a list has ids instead of names
        assertEquals(
                format == DatasetFormat.LIST ? List.of(List.of(0), List.of(1)) : List.of(List.of(2), List.of(0)),
                labels(read));
    }

    @ParameterizedTest
    @EnumSource
    void refusesUnknownClasses(DatasetFormat format) throws IOException {
        Path source = Labelled.write(format, folder, List.of(Labelled.of("1.jpg", "cat"), Labelled.of("2.jpg", "dog")));
        DatasetException refusal = refusal(format, source, DEFAULTS.withClassNames(List.of("cat")));
        assertEquals(1, refusal.total());
        String expected = format == DatasetFormat.LIST
                ? "class id 1 is outside [0, 1)"
                : "unknown class \"dog\", expected one of [cat]";
        assertTrue(refusal.getMessage().contains(expected), refusal.getMessage());
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FOLDERS")
    void countsALabelThatComesTwiceOnce(DatasetFormat format) throws IOException {
        Path source = Labelled.write(format, folder, List.of(Labelled.of("1.jpg", "dog", "cat", "dog")));
        assertEquals(List.of(List.of(1, 0)), labels(format.read("test", source, DEFAULTS)));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FOLDERS")
    void keepsImagesWithoutLabels(DatasetFormat format) throws IOException {
        Path source = Labelled.write(format, folder, List.of(Labelled.of("1.jpg"), Labelled.of("2.jpg", "dog")));
        assertEquals(List.of(List.of(), List.of(0)), labels(format.read("test", source, DEFAULTS)));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FOLDERS")
    void refusesAnImageThatComesTwice(DatasetFormat format) throws IOException {
        Path source = Labelled.write(
                format,
                folder,
                List.of(Labelled.of("1.jpg", "cat"), Labelled.of("2.jpg", "dog"), Labelled.of("x/../1.jpg", "dog")));
        String message = refusal(format, source, DEFAULTS).getMessage();
        assertTrue(message.contains("image x/../1.jpg comes again"), message);
        assertTrue(message.contains("it came first at " + source), message);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FOLDERS")
    void refusesPathsOutsideTheFolderUnlessAllowed(DatasetFormat format) throws IOException {
        Path outside = folder.resolve("elsewhere/9.jpg").toAbsolutePath();
        Path inner = Files.createDirectories(folder.resolve("inner"));
        Path source = Labelled.write(
                format,
                inner,
                List.of(
                        Labelled.of("../1.jpg", "cat"),
                        Labelled.of("a/../../2.jpg", "cat"),
                        Labelled.of(outside.toString(), "cat"),
                        Labelled.of("ok.jpg", "cat")));
        ReadOptions options = DEFAULTS.withImages(inner);
        DatasetException refusal = refusal(format, source, options);
        assertEquals(3, refusal.total());
        refusal.shown().forEach(line -> assertTrue(line.contains("leaves the folder " + inner), line));
        LongTailDataset read = format.read("test", source, options.withOutsideAllowed(true));
        assertEquals(4, read.size());
        assertEquals(outside.toString(), names(read).get(2));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FOLDERS")
    void takesAbsolutePathsBelowTheFolder(DatasetFormat format) throws IOException {
        Path image = folder.toAbsolutePath().resolve("in/1.jpg");
        Path source = Labelled.write(format, folder, List.of(Labelled.of(image.toString(), "cat")));
        assertEquals(List.of(image.toString()), names(format.read("test", source, DEFAULTS.withImages(folder))));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FOLDERS")
    void refusesLinksThatLeaveTheFolderUnlessAllowed(DatasetFormat format) throws IOException {
        Path images = Files.createDirectories(folder.resolve("images/real"));
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.write(images.resolve("1.jpg"), new byte[1]);
        Files.write(outside.resolve("2.jpg"), new byte[1]);
        Files.createSymbolicLink(images.resolve("inside.jpg"), images.resolve("1.jpg"));
        Files.createSymbolicLink(images.resolve("link.jpg"), outside.resolve("2.jpg"));
        Files.createSymbolicLink(folder.resolve("images/linked"), outside);
        Path source = Labelled.write(
                format,
                folder,
                List.of(
                        Labelled.of("real/1.jpg", "cat"),
                        Labelled.of("real/inside.jpg", "cat"),
                        Labelled.of("real/link.jpg", "cat"),
                        Labelled.of("linked/2.jpg", "cat")));
        ReadOptions options = DEFAULTS.withImages(folder.resolve("images"));
        DatasetException refusal = refusal(format, source, options);
        assertEquals(2, refusal.total(), refusal.getMessage());
        assertTrue(refusal.shown().get(0).contains("path real/link.jpg leaves the folder"), refusal.getMessage());
        assertTrue(refusal.shown().get(1).contains("path linked/2.jpg leaves the folder"), refusal.getMessage());
        assertEquals(
                4, format.read("test", source, options.withOutsideAllowed(true)).size());
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FOLDERS")
    void tellsTheFirstTwentyProblemsAndCountsAll(DatasetFormat format) throws IOException {
        List<Labelled> rows = IntStream.range(0, 57)
                .mapToObj(i -> Labelled.of(i % 2 == 0 ? "../" + i + ".jpg" : i + ".jpg", "cat"))
                .toList();
        Path source = Labelled.write(format, folder, rows);
        DatasetException refusal = refusal(format, source, DEFAULTS.withImages(folder));
        assertEquals(29, refusal.total());
        assertEquals(Problems.SHOWN, refusal.shown().size());
        assertTrue(refusal.getMessage().startsWith(source + ": 29 problems\n  "), refusal.getMessage());
        assertTrue(refusal.getMessage().endsWith("\n  and 9 more"), refusal.getMessage());
        List<String> places = IntStream.range(0, Problems.SHOWN)
                .mapToObj(i -> switch (format) {
                    case COCO -> source + ": images[" + 2 * i + "]: ";
                    case VOC -> source.resolve("%03d.xml".formatted(2 * i)) + ": ";
                    default -> source + ":" + (2 * i + 1) + ": ";
                })
                .toList();
        for (int i = 0; i < places.size(); i++) {
            assertTrue(
                    refusal.shown().get(i).startsWith(places.get(i)),
                    refusal.shown().get(i));
        }
    }

    private Path bytes(DatasetFormat format, byte[] content) throws IOException {
        Path place = Labelled.write(format, folder, List.of(Labelled.of("1.jpg", "cat")));
        Path file = format == DatasetFormat.VOC ? place.resolve("000.xml") : place;
        return Files.write(file, content);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FOLDERS")
    void refusesAnEmptyFile(DatasetFormat format) throws IOException {
        for (String text : List.of("", "\uFEFF", "\n \r\n")) {
            Path source = bytes(format, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            String message = refusal(format, source, DEFAULTS).getMessage();
            assertTrue(message.startsWith(source.toString()) && message.contains("expected"), message);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FOLDERS")
    void refusesBinaryGarbageInOneShortMessage(DatasetFormat format) throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            byte[] garbage = new byte[100_000];
            new Random(seed).nextBytes(garbage);
            Path source = bytes(format, garbage);
            String message = refusal(format, source, DEFAULTS).getMessage();
            assertTrue(message.startsWith(source + ":") && message.length() < 1000, message);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesASourceThatIsMissing(DatasetFormat format) {
        Path source = folder.resolve("none");
        String message =
                refusal(format, source, DEFAULTS.withClassNames(List.of("cat"))).getMessage();
        assertTrue(message.startsWith("cannot read " + source), message);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"FOLDERS", "VOC"})
    void refusesASourceThatCannotBeRead(DatasetFormat format) throws IOException {
        ReadOptions options = DEFAULTS.withClassNames(List.of("cat"));
        String message = refusal(format, folder, options).getMessage();
        assertTrue(message.startsWith("cannot read " + folder + " (a folder)"), message);
        Path memory = Path.of("/proc/self/mem"); // opens, and fails at the first byte
        assumeTrue(Files.exists(memory));
        String failed = refusal(format, memory, options).getMessage();
        assertTrue(failed.startsWith("cannot read " + memory), failed);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FOLDERS")
    void cutsTextsThatAreTooLongForAMessage(DatasetFormat format) throws IOException {
        Path source = Labelled.write(format, folder, List.of(Labelled.of("../" + "x".repeat(100_000), "cat")));
        assertTrue(refusal(format, source, DEFAULTS).getMessage().length() < 600);
    }
}
