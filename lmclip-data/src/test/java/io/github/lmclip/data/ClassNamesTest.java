package io.github.lmclip.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassNamesTest {

    private static final String FORMAT = "expected a class name per line, all or none followed by its id";

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("labels.txt");
    }

    private List<String> read(String text) throws IOException {
        return ClassNames.read(Files.writeString(file(), text));
    }

    private String refusal(String text) {
        return assertThrows(DatasetException.class, () -> read(text)).getMessage();
    }

    @Test
    void readsThePublishedFormatWithStrayBlanksAndNoLastLineEnd() throws IOException {
        assertEquals(List.of("cat", "dining table", "dog"), read("cat 0\r\ndining table 1 \r\ndog 2"));
    }

    @Test
    void readsPlainNamesEvenWithNumbersInThem() throws IOException {
        assertEquals(List.of("cat", "dining table"), read("\uFEFFcat\ndining table\n\n"));
        assertEquals(List.of("Boeing 747", "Airbus 320"), read("Boeing 747\nAirbus 320"));
        assertEquals(List.of("level 0", "level 1"), read("level 0 0\nlevel 1 1"));
    }

    @Test
    void refusesIdsThatDoNotCountFromZero() {
        assertEquals(file() + ":2: \"dog 2\" does not end in id 1", refusal("cat 0\ndog 2"));
        assertEquals(file() + ":3: \"dog\" does not end in id 1", refusal("cat 0\n\ndog"));
    }

    @Test
    void refusesNamesThatComeTwice() {
        assertEquals(file() + ":2: class cat comes twice, " + FORMAT, refusal("cat\ncat\n"));
        assertEquals(file() + ":2: class level comes twice, " + FORMAT, refusal("level 0\nlevel 1\n"));
    }

    @Test
    void refusesFilesWithoutNames() {
        assertEquals(file() + " has no class names, " + FORMAT, refusal(" \n"));
    }
}
