package io.github.lmclip.data;

import io.github.lmclip.data.formats.Utf8Reader;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The lines of a small text: UTF-8, with or without byte-order mark, any line ends, trailing blanks cut off. */
final class TextFile {

    private TextFile() {}

    /**
     * Reads a file.
     *
     * @param content what the file should hold, for messages
     * @throws DatasetException if it cannot be read or is no text
     */
    static List<String> lines(Path file, String content) {
        return lines(Utf8Reader.open(file, content));
    }

    /** Cuts bytes into lines. */
    static List<String> lines(String name, byte[] bytes, String content) {
        return lines(new Utf8Reader(name, new ByteArrayInputStream(bytes), content));
    }

    private static List<String> lines(Reader text) {
        try (BufferedReader lines = new BufferedReader(text)) {
            return lines.lines().map(String::stripTrailing).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
