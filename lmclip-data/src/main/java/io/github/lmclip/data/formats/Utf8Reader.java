package io.github.lmclip.data.formats;

import io.github.lmclip.data.DatasetException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The characters of a UTF-8 text, with or without byte-order mark. Bytes that are not UTF-8, and the character 0 that
 * tells binary files, end the reading with a {@link DatasetException} that names the line; line ends are passed on as they
 * are.
 */
public final class Utf8Reader extends Reader {

    private static final int CHUNK = 1 << 16;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String name;
    private final InputStream bytes;
    private final String content;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteBuffer raw = ByteBuffer.allocate(CHUNK).flip();
    private final CharBuffer text = CharBuffer.allocate(CHUNK).flip();
    private long line = 1;
    private boolean afterCarriageReturn;
    private boolean started;
    private boolean ended;

    /**
     * Creates a reader.
     *
     * @param name of the text, for messages
     * @param bytes the text; closed with this reader
     * @param content what the text should hold, for messages
     */
    public Utf8Reader(String name, InputStream bytes, String content) {
        this.name = name;
        this.bytes = bytes;
        this.content = content;
    }

    /**
     * Opens a file.
     *
     * @param file the text
     * @param content what it should hold, for messages
     * @throws DatasetException if it cannot be opened
     */
    public static Utf8Reader open(Path file, String content) {
        try {
            if (Files.isDirectory(file)) {
                throw new DatasetException("cannot read %s (a folder), expected a file of %s".formatted(file, content));
            }
            return new Utf8Reader(file.toString(), Files.newInputStream(file), content);
        } catch (IOException e) {
            throw new DatasetException("cannot read %s (%s), expected a file of %s".formatted(file, e, content), e);
        }
    }

    @Override
    public int read(char[] target, int offset, int length) {
        while (!text.hasRemaining()) {
            if (ended) {
                return -1;
            }
            decode();
        }
        int count = Math.min(length, text.remaining());
        text.get(target, offset, count);
        return count;
    }

    private void decode() {
        fill();
        text.clear();
        CoderResult result = decoder.decode(raw, text, ended);
        text.flip();
        count();
        if (result.isError()) {
            throw new DatasetException("%s:%d: byte 0x%02x is not UTF-8, expected %s"
                    .formatted(name, line, raw.get(raw.position()), content));
        }
        if (!started && text.hasRemaining()) {
            started = true;
            if (text.get(text.position()) == BYTE_ORDER_MARK) {
                text.get();
            }
        }
    }

    private void fill() {
        raw.compact();
        int count = more();
        ended = count < 0;
        raw.position(raw.position() + Math.max(0, count));
        raw.flip();
    }

    private int more() {
        try {
            return bytes.read(raw.array(), raw.position(), raw.remaining());
        } catch (IOException e) {
            throw new DatasetException("cannot read %s (%s), expected a file of %s".formatted(name, e, content), e);
        }
    }

    /** Counts the lines of what was decoded, and refuses the character 0. */
    private void count() {
        for (int i = text.position(); i < text.limit(); i++) {
            char next = text.get(i);
            if (next == 0) {
                throw new DatasetException("%s:%d: binary content, expected %s".formatted(name, line, content));
            }
            if (next == '\r' || next == '\n' && !afterCarriageReturn) {
                line++;
            }
            afterCarriageReturn = next == '\r';
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
