package io.github.lmclip.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The lines of a small text: UTF-8, with or without byte-order mark, any line ends, trailing blanks cut off. */
final class TextFile {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");

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
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        boolean broken =
                StandardCharsets.UTF_8.newDecoder().decode(rest, text, true).isError();
        List<String> lines = Arrays.asList(LINE_END.split(text.flip(), -1));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).indexOf('\0') >= 0) {
                throw new DatasetException("%s:%d: binary content, expected %s".formatted(name, i + 1, content));
            }
        }
        if (broken) {
            throw new DatasetException(
                    "%s:%d: byte 0x%02x is not UTF-8, expected %s".formatted(name, lines.size(), rest.get(), content));
        }
        lines.set(0, withoutByteOrderMark(lines.get(0)));
        return lines.stream().map(String::stripTrailing).toList();
    }

    private static String withoutByteOrderMark(String line) {
        return line.startsWith(BYTE_ORDER_MARK) ? line.substring(BYTE_ORDER_MARK.length()) : line;
    }
}
