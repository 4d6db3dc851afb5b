package io.github.lmclip.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The lines of a small text: UTF-8, with or without byte-order mark, any line ends, trailing blanks cut off. */
final class TextFile {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextFile() {}

    /**
     * Reads a file.
     *
     * @param content what the file should hold, for messages
     * @throws DatasetException if it cannot be read or is no text
     */
    static List<String> lines(Path file, String content) {
        try {
            return lines(file.toString(), Files.readAllBytes(file), content);
        } catch (IOException e) {
            throw new DatasetException("cannot read %s (%s), expected a file of %s".formatted(file, e, content), e);
        }
    }

    /** Cuts bytes into lines; the last one has no end. */
    static List<String> lines(String name, byte[] bytes, String content) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DatasetException("%s is not UTF-8 text, expected %s".formatted(name, content), e);
        }
        if (text.indexOf('\0') >= 0) {
            throw new DatasetException("%s is binary, expected %s".formatted(name, content));
        }
        if (text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(BYTE_ORDER_MARK.length());
        }
        return Arrays.stream(text.split("\r\n|\n|\r", -1))
                .map(String::stripTrailing)
                .toList();
    }
}
