package io.github.lmclip.core.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.golden.GoldenSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BpeVocabularyTest {

    private static final int BYTES_AND_MARKS = 514;

    @Test
    void theRealFileHasThePublishedSize() {
        BpeVocabulary vocabulary = Vocabularies.of(GoldenSource.SHARED);
        assertEquals(BYTES_AND_MARKS + BpeVocabulary.MAX_MERGES, vocabulary.size());
        assertEquals(vocabulary.size() - 1, vocabulary.endOfText());
        assertEquals(vocabulary.size() - 2, vocabulary.startOfText());
    }

    @Test
    void readsPlainAndCompressedFilesAlike() throws IOException {
        Path file = Vocabularies.file(GoldenSource.COMMITTED);
        byte[] plain;
        try (GZIPInputStream stream = new GZIPInputStream(Files.newInputStream(file))) {
            plain = stream.readAllBytes();
        }
        ClipTokenizer compressed = new ClipTokenizer(BpeVocabulary.read(file));
        ClipTokenizer same = new ClipTokenizer(BpeVocabulary.read("plain", new ByteArrayInputStream(plain)));
        assertEquals(compressed.vocabulary().size(), same.vocabulary().size());
        assertArrayEquals(compressed.encode("the photo of another thing"), same.encode("the photo of another thing"));
    }

    @Test
    void aFileWithoutMergesIsAVocabularyOfBytes() {
        BpeVocabulary vocabulary = read("#version: 0.2");
        assertEquals(BYTES_AND_MARKS, vocabulary.size());
        assertArrayEquals(new int[] {64, 65 + 256}, new ClipTokenizer(vocabulary).encode("ab"));
    }

    @Test
    void aNewlineAtTheEndAddsNothing() {
        assertEquals(BYTES_AND_MARKS + 1, read("#version: 0.2\na b\n").size());
        assertEquals(BYTES_AND_MARKS + 1, read("#version: 0.2\na b").size());
    }

    @Test
    void mergesTheEarlierLineFirstAndFromTheLeft() {
        ClipTokenizer tokenizer = new ClipTokenizer(read("#version: 0.2\na a\nb b</w>\na b</w>"));
        assertArrayEquals(new int[] {512, 64, 513}, tokenizer.encode("aaabb"));
        assertArrayEquals(new int[] {512, 514}, tokenizer.encode("aaab"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``               | v:1: expected a header line with #version, got \"\"",
                "`a b`            | v:1: expected a header line with #version, got \"a b\"",
                "`#version;ab`    | v:2: expected two symbols with a blank between them, got \"ab\"",
                "`#version;a b;;c d` | v:3: expected two symbols with a blank between them, got \"\"",
                "`#version;a b;a bc` | v:3: expected a byte's symbol or the result of an earlier merge, got \"bc\"",
                "`#version;a b c` | v:2: expected a byte's symbol or the result of an earlier merge, got \"b c\"",
                "`#version;a b;a b` | v:3: expected a new symbol, got \"ab\" again",
                "`#version;a</w> b` | v:2: expected a first symbol that does not end a word, got \"a</w>\""
            })
    void namesTheLineThatBreaksTheFormat(String lines, String message) {
        assertEquals(
                message,
                assertThrows(VocabularyException.class, () -> read(lines.replace(';', '\n')))
                        .getMessage());
    }

    @Test
    void refusesACutGzipFile() throws IOException {
        byte[] whole = Files.readAllBytes(Vocabularies.file(GoldenSource.COMMITTED));
        for (int length : new int[] {3, 11, whole.length / 2, whole.length - 1}) {
            ByteArrayInputStream cut = new ByteArrayInputStream(Arrays.copyOf(whole, length));
            String message = assertThrows(VocabularyException.class, () -> BpeVocabulary.read("cut", cut))
                    .getMessage();
            assertTrue(message.startsWith("cut: not a complete gzip file: "), message);
        }
    }

    @Test
    void namesAFileThatIsNotThere() {
        Path missing = Path.of("no", "vocabulary.gz");
        assertEquals(
                missing + ": the vocabulary cannot be read",
                assertThrows(UncheckedIOException.class, () -> BpeVocabulary.read(missing))
                        .getMessage());
    }

    private static BpeVocabulary read(String content) {
        try {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            return BpeVocabulary.read("v", new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
