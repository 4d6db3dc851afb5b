package io.github.lmclip.core.weights;

import static io.github.lmclip.core.weights.StrictJson.quoted;
import static io.github.lmclip.core.weights.ZipDirectory.unsigned;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the entries of a zip directory, each held against the local header that it points to. */
final class ZipEntryReader {

    /** The fixed part of an entry of the directory. */
    static final int CENTRAL_BYTES = 46;

    private static final int CENTRAL_SIGNATURE = 0x02014b50;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    /** Encrypted, patched, strongly encrypted, masked. */
    private static final int FORBIDDEN_FLAGS = 0x2061;

    /** Sizes and check sum follow the data; the local header has zeros. */
    private static final int DESCRIPTOR_FLAG = 0x8;

    private static final int ZIP64_FIELD = 1;
    private static final long INT = 0xFFFFFFFFL;

    private final ByteSource source;
    private final String file;
    private final long limit;

    /** Reads entries whose records must end before {@code limit}. */
    ZipEntryReader(ByteSource source, String file, long limit) {
        this.source = source;
        this.file = file;
        this.limit = limit;
    }

    /** What an entry says. */
    private record Entry(String name, int flags, int method, long bytes, long size, long header) {}

    ZipRecord next(ByteBuffer directory) {
        Entry entry = entry(directory);
        String quoted = quoted(entry.name);
        require((entry.flags & FORBIDDEN_FLAGS) == 0, quoted, "no encryption");
        require(entry.method == STORED || entry.method == DEFLATED, quoted, "a stored or deflated record");
        require(
                entry.header >= 0 && entry.header <= limit - LOCAL_BYTES && entry.bytes >= 0 && entry.size >= 0,
                quoted,
                "a place before the directory");
        require(entry.method != STORED || entry.bytes == entry.size, quoted, "one size of a stored record");
        long position = localEnd(entry, quoted);
        require(position <= limit && entry.bytes <= limit - position, quoted, "an end before the directory");
        return new ZipRecord(entry.name, entry.method == STORED, entry.header, position, entry.bytes, entry.size);
    }

    private Entry entry(ByteBuffer directory) {
        int start = directory.position();
        require(
                directory.remaining() >= CENTRAL_BYTES && directory.getInt(start) == CENTRAL_SIGNATURE,
                "the directory",
                "an entry at its byte " + start);
        int nameLength = (int) unsigned(directory, start + 28, 2);
        int extraLength = (int) unsigned(directory, start + 30, 2);
        int commentLength = (int) unsigned(directory, start + 32, 2);
        directory.position(start + CENTRAL_BYTES);
        require(
                directory.remaining() >= nameLength + extraLength + commentLength,
                "the directory",
                "a whole entry at its byte " + start);
        String name = text(slice(directory, nameLength));
        ByteBuffer extra = slice(directory, extraLength);
        slice(directory, commentLength);
        require(unsigned(directory, start + 34, 2) == 0, quoted(name), "one disk");
        ByteBuffer large = zip64(extra, quoted(name));
        long size = widened(unsigned(directory, start + 24, 4), large, quoted(name));
        long bytes = widened(unsigned(directory, start + 20, 4), large, quoted(name));
        long header = widened(unsigned(directory, start + 42, 4), large, quoted(name));
        int flags = (int) unsigned(directory, start + 8, 2);
        return new Entry(name, flags, (int) unsigned(directory, start + 10, 2), bytes, size, header);
    }

    /** Checks the local header and returns where the data behind it begins. */
    private long localEnd(Entry entry, String quoted) {
        ByteBuffer local = bytes(entry.header, LOCAL_BYTES);
        require(local.getInt(0) == LOCAL_SIGNATURE, quoted, "a local header at " + entry.header);
        int flags = (int) unsigned(local, 6, 2);
        require(
                flags == entry.flags && unsigned(local, 8, 2) == entry.method,
                quoted,
                "the same flags and method in both headers");
        boolean later = (flags & DESCRIPTOR_FLAG) != 0;
        require(
                agrees(unsigned(local, 18, 4), entry.bytes, later) && agrees(unsigned(local, 22, 4), entry.size, later),
                quoted,
                "the same sizes in both headers");
        int nameLength = (int) unsigned(local, 26, 2);
        long nameEnd = entry.header + LOCAL_BYTES + nameLength;
        require(
                nameEnd <= limit
                        && text(bytes(entry.header + LOCAL_BYTES, nameLength)).equals(entry.name),
                quoted,
                "the same name in both headers");
        return nameEnd + unsigned(local, 28, 2);
    }

    private static boolean agrees(long local, long central, boolean later) {
        return local == central || local == INT || later && local == 0;
    }

    /** Returns the values of the ZIP64 field, empty where there is none. */
    private ByteBuffer zip64(ByteBuffer extra, String quoted) {
        while (extra.remaining() >= 4) {
            int id = extra.getShort() & 0xFFFF;
            int length = extra.getShort() & 0xFFFF;
            require(length <= extra.remaining(), quoted, "whole extra fields");
            ByteBuffer field = slice(extra, length);
            if (id == ZIP64_FIELD) {
                return field;
            }
        }
        return ByteBuffer.allocate(0);
    }

    private long widened(long value, ByteBuffer large, String quoted) {
        if (value != INT) {
            return value;
        }
        require(large.remaining() >= Long.BYTES, quoted, "a ZIP64 field for its sizes");
        return large.getLong();
    }

    private String text(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new WeightsException("%s: the zip archive: expected names in UTF-8".formatted(file), e);
        }
    }

    private static ByteBuffer slice(ByteBuffer bytes, int length) {
        ByteBuffer slice = bytes.slice(bytes.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + length);
        return slice;
    }

    private ByteBuffer bytes(long position, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        source.fill(bytes, position, file);
        return bytes.flip();
    }

    private void require(boolean fulfilled, String what, String expected) {
        if (!fulfilled) {
            throw new WeightsException("%s: the zip archive: %s: expected %s".formatted(file, what, expected));
        }
    }
}
