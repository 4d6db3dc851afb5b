package io.github.lmclip.data.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.DatasetException;
import io.github.lmclip.data.LongTailDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReaderTest {

    @TempDir
    Path folder;

    private LongTailDataset read(String text) throws IOException {
        return read(CsvReader.defaults(), text);
    }

    private LongTailDataset read(CsvReader reader, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("data.csv"), text);
        return reader.read("test", file, ReadOptions.defaults());
    }

    private DatasetException refusal(String text) {
        return assertThrows(DatasetException.class, () -> read(text));
    }

    /** Returns "file: name name" for every image. */
    private List<String> told(LongTailDataset read) {
        return read.samples().stream()
                .map(sample -> folder.relativize(Path.of(sample.picture().name())) + ": "
                        + String.join(
                                " ",
                                sample.classes().stream()
                                        .map(read.classNames()::get)
                                        .toList()))
                .toList();
    }

    @Test
    void takesNamesFromOneCellOrMany() throws IOException {
        List<String> expected = List.of("a.jpg: dog cat", "b.jpg: ", "c.jpg: cat");
        assertEquals(expected, told(read("a.jpg,dog,cat\nb.jpg\nc.jpg,cat,\n")));
        assertEquals(expected, told(read("a.jpg,dog|cat\nb.jpg,\nc.jpg,cat\n")));
        assertEquals(expected, told(read("a.jpg,\" dog ; cat \"\r\nb.jpg,\rc.jpg , cat\n\n")));
        assertEquals(expected, told(read("a.jpg\tdog\tcat\nb.jpg\t\nc.jpg\tcat")));
        assertEquals(expected, told(read("a.jpg;dog|cat\nb.jpg;\nc.jpg;cat")));
    }

    @Test
    void passesOverUsualTitles() throws IOException {
        assertEquals(List.of("a.jpg: dog"), told(read("\uFEFFFile_Name,Labels\na.jpg,dog")));
        assertEquals(List.of("a.jpg: 1", "b.jpg: 0"), told(read("image,label\na.jpg,1\nb.jpg,0")));
    }

    @Test
    void keepsNamesWithCommasInQuotes() throws IOException {
        assertEquals(
                List.of("tench, Tinca tinca"),
                read("a.jpg,\"tench, Tinca tinca\"").classNames());
    }

    @Test
    void separatesNamesAsAsked() throws IOException {
        CsvReader blanks = CsvReader.defaults().withSeparators(" ");
        assertEquals(List.of("a.jpg: haze primary"), told(read(blanks, "image_name,tags\na.jpg,haze primary")));
        assertEquals(
                List.of("a|b"),
                read(CsvReader.defaults().withSeparators(""), "a.jpg,a|b").classNames());
    }

    @Test
    void readsAMatrixInTheOrderOfItsColumns() throws IOException {
        LongTailDataset read = read("image,dog,cat,bird\na.jpg,1,1,0\nb.jpg,0,0,0\n");
        assertEquals(List.of("dog", "cat", "bird"), read.classNames());
        assertEquals(List.of("a.jpg: dog cat", "b.jpg: "), told(read));
    }

    @Test
    void tellsWrongCellsOfAMatrix() {
        DatasetException refusal = refusal("image,dog,cat\na.jpg,1,0\nb.jpg,2,0\nc.jpg,1\n");
        assertEquals(2, refusal.total());
        Path file = folder.resolve("data.csv");
        assertEquals(
                file + ":3: \"2\" for class dog, expected 0 or 1",
                refusal.shown().get(0));
        assertEquals(
                file + ":4: 2 cells, expected a path and 2 times 0 or 1",
                refusal.shown().get(1));
    }

    @Test
    void refusesColumnsThatComeTwiceAndEmptyPaths() {
        String twice = refusal("image,dog,dog\na.jpg,1,0").getMessage();
        assertTrue(twice.contains(":1: a class has two columns"), twice);
        String empty = refusal("a.jpg,dog\n,cat").getMessage();
        assertTrue(empty.contains(":2: the path is empty"), empty);
    }

    @Test
    void namesTheLineOfAQuoteThatNeverEnds() {
        String message = refusal("a.jpg,dog\nb.jpg,\"cat\nc.jpg,dog\n").getMessage();
        assertTrue(message.startsWith(folder.resolve("data.csv") + ":"), message);
    }
}
