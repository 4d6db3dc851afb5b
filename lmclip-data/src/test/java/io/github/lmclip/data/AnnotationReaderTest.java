package io.github.lmclip.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotationReaderTest {

    private static final List<String> NAMES = List.of("cat", "dining table", "dog");

    @TempDir
    Path folder;

    private LongTailDataset read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private LongTailDataset read(byte[] bytes) throws IOException {
        Path list = Files.write(folder.resolve("list.txt"), bytes);
        return new AnnotationReader(NAMES).read("test", list, folder);
    }

    private String refusal(String text) {
        return assertThrows(DatasetException.class, () -> read(text)).getMessage();
    }

    @Test
    void readsLinesWithTrailingBlanksAndCarriageReturns() throws IOException {
        LongTailDataset read = read("\uFEFFa.jpg 0 2 \r\n\r\nb.jpg 1\rc.jpg 2\n");
        assertEquals(
                List.of(List.of(0, 2), List.of(1), List.of(2)),
                read.samples().stream().map(Sample::classes).toList());
        assertEquals(
                folder.resolve("a.jpg").toString(),
                read.samples().get(0).picture().name());
    }

    @Test
    void keepsImagesWithoutLabels() throws IOException {
        assertEquals(List.of(), read("a.jpg").samples().get(0).classes());
    }

    @Test
    void splitsIdsFromTheRightOfNamesWithBlanks() throws IOException {
        Sample sample = read("my 2 dogs.jpg 2 0").samples().get(0);
        assertEquals(
                folder.resolve("my 2 dogs.jpg").toString(), sample.picture().name());
        assertEquals(List.of(2, 0), sample.classes());
    }

    @Test
    void dropsRepeatedIds() throws IOException {
        assertEquals(List.of(1, 0), read("a.jpg 1 0 1").samples().get(0).classes());
    }

    @Test
    void refusesIdsOutsideTheClassesWithFileAndLine() {
        assertEquals(folder.resolve("list.txt") + ":2: class id 3 is outside [0, 3)", refusal("a.jpg 0\nb.jpg 3"));
        assertEquals(folder.resolve("list.txt") + ":1: class id -1 is outside [0, 3)", refusal("a.jpg -1"));
        assertTrue(refusal("a.jpg 99999999999").endsWith("class id 99999999999 is outside [0, 3)"));
    }

    @Test
    void refusesPathsThatLeaveTheFolder() {
        assertTrue(refusal("../a.jpg 0").contains(":1: path ../a.jpg leaves the folder"));
        assertTrue(refusal("a/../../b.jpg 0").contains(":1: path a/../../b.jpg leaves the folder"));
        assertTrue(refusal("/etc/a.jpg 0").contains("leaves the folder"));
        assertTrue(refusal("b.jpg 0\na/.. 0").contains(":2: path a/.. is the folder"));
    }

    @Test
    void keepsToTheFolderWhereverItLies() throws IOException {
        Path list = Files.writeString(folder.resolve("list.txt"), "x/../a.jpg 0");
        AnnotationReader reader = new AnnotationReader(NAMES);
        for (String images : List.of("", ".", "..", "x/..", "/")) {
            Sample sample = reader.read("test", list, Path.of(images)).samples().get(0);
            assertEquals(
                    Path.of(images).resolve("a.jpg").toString(),
                    sample.picture().name());
        }
        Files.writeString(list, "../a.jpg 0");
        for (String images : List.of("", ".", "..", "../..", "x/..")) {
            Path outside = Path.of(images);
            String message = assertThrows(DatasetException.class, () -> reader.read("test", list, outside))
                    .getMessage();
            assertEquals(list + ":1: path ../a.jpg leaves the folder " + images + ", expected one below it", message);
        }
    }

    @Test
    void splitsIdsFromNamesWithOddLineSeparators() throws IOException {
        Sample sample = read("a\u2028b\u0085.jpg 2 0").samples().get(0);
        assertEquals(List.of(2, 0), sample.classes());
    }

    @Test
    void refusesEmptyAndBinaryAndMissingLists() {
        assertTrue(refusal(" \n\n").contains("has no images, expected lines \"path id id ...\""));
        assertTrue(refusal("a.jpg 1\na\0b").contains(":2: binary content, expected lines \"path id id ...\""));
        byte[] broken = {'a', '\r', '\n', 'b', '\r', (byte) 0xff, (byte) 0xfe, 'a'};
        String message =
                assertThrows(DatasetException.class, () -> read(broken)).getMessage();
        assertTrue(message.endsWith(":3: byte 0xff is not UTF-8, expected lines \"path id id ...\""), message);
        byte[] cut = {'a', (byte) 0xc3};
        String end = assertThrows(DatasetException.class, () -> read(cut)).getMessage();
        assertTrue(end.contains(":1: byte 0xc3 is not UTF-8"), end);
        Path none = folder.resolve("none.txt");
        AnnotationReader reader = new AnnotationReader(NAMES);
        String missing = assertThrows(DatasetException.class, () -> reader.read("x", none, folder))
                .getMessage();
        assertTrue(missing.contains("cannot read " + none), missing);
    }
}
