package io.github.lmclip.core.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Writes zip archives as PyTorch does: records stored, their data at multiples of 64 bytes, ZIP64 end records; the same
 * records give the same bytes. A record's check sum is filled in once its data is written.
 */
final class ZipWriter {

    private static final int ALIGNMENT = 64;
    private static final int UTF8_FLAG = 0x800;
    private static final int VERSION = 45;
    private static final int FIRST_OF_JANUARY_1980 = 0x21;
    private static final int LOCAL_BYTES = 30;
    private static final int CRC_OFFSET = 14;

    /** The extra field that PyTorch pads with. */
    private static final int PADDING_FIELD = 0x4246;

    private static final int ZIP64_FIELD = 1;
    private static final int FIELD_HEADER = 4;
    private static final long INT = 0xFFFFFFFFL;
    private static final int SHORT = 0xFFFF;

    private final FileChannel channel;
    private final List<Entry> entries = new ArrayList<>();

    ZipWriter(FileChannel channel) {
        this.channel = channel;
    }

    private record Entry(byte[] name, long size, int crc, long header) {

        boolean isLarge() {
            return size >= INT || header >= INT;
        }
    }

    /** What writes the data of a record. */
    @FunctionalInterface
    interface Body {
        void write(NewFile.Sink sink) throws IOException;
    }

    void record(String name, byte[] data) throws IOException {
        record(name, data.length, sink -> sink.write(ByteBuffer.wrap(data)));
    }

    /** Writes a record of so many bytes. */
    void record(String name, long size, Body body) throws IOException {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        long header = channel.position();
        NewFile.writeAll(channel, localHeader(path, size, header));
        CRC32 crc = new CRC32();
        long start = channel.position();
        body.write(bytes -> {
            crc.update(bytes.duplicate());
            NewFile.writeAll(channel, bytes);
        });
        if (channel.position() - start != size) {
            throw new IllegalStateException(
                    "%s: expected %d bytes, got %d".formatted(name, size, channel.position() - start));
        }
        channel.write(buffer(Integer.BYTES).putInt((int) crc.getValue()).flip(), header + CRC_OFFSET);
        entries.add(new Entry(path, size, (int) crc.getValue(), header));
    }

    private static ByteBuffer localHeader(byte[] path, long size, long header) {
        boolean large = size >= INT;
        int fields = FIELD_HEADER + (large ? FIELD_HEADER + 2 * Long.BYTES : 0);
        long unpadded = header + LOCAL_BYTES + path.length + fields;
        int padding = (int) ((ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT);
        ByteBuffer local = buffer(LOCAL_BYTES + path.length + fields + padding);
        local.putInt(0x04034b50);
        common(local, 0, large ? INT : size).putShort((short) path.length);
        local.putShort((short) (fields + padding)).put(path);
        if (large) {
            local.putShort((short) ZIP64_FIELD).putShort((short) (2 * Long.BYTES));
            local.putLong(size).putLong(size);
        }
        byte[] zeros = new byte[padding];
        Arrays.fill(zeros, (byte) 'Z');
        local.putShort((short) PADDING_FIELD).putShort((short) padding).put(zeros);
        return local.flip();
    }

    /** Writes what both kinds of headers share: version to name length. */
    private static ByteBuffer common(ByteBuffer header, int crc, long size) {
        header.putShort((short) VERSION).putShort((short) UTF8_FLAG).putShort((short) 0);
        header.putShort((short) 0).putShort((short) FIRST_OF_JANUARY_1980);
        return header.putInt(crc).putInt((int) size).putInt((int) size);
    }

    /** Writes the directory. */
    void finish() throws IOException {
        long start = channel.position();
        for (Entry entry : entries) {
            NewFile.writeAll(channel, centralHeader(entry));
        }
        NewFile.writeAll(channel, end(start, channel.position()));
    }

    private static ByteBuffer centralHeader(Entry entry) {
        int extra = entry.isLarge() ? FIELD_HEADER + 3 * Long.BYTES : 0;
        ByteBuffer central = buffer(46 + entry.name.length + extra);
        central.putInt(0x02014b50).putShort((short) VERSION);
        common(central, entry.crc, entry.isLarge() ? INT : entry.size).putShort((short) entry.name.length);
        central.putShort((short) extra).putShort((short) 0).putShort((short) 0).putShort((short) 0);
        central.putInt(0).putInt((int) (entry.isLarge() ? INT : entry.header)).put(entry.name);
        if (entry.isLarge()) {
            central.putShort((short) ZIP64_FIELD).putShort((short) (3 * Long.BYTES));
            central.putLong(entry.size).putLong(entry.size).putLong(entry.header);
        }
        return central.flip();
    }

    private ByteBuffer end(long start, long end) {
        ByteBuffer records = buffer(56 + 20 + 22);
        records.putInt(0x06064b50).putLong(44).putShort((short) VERSION).putShort((short) VERSION);
        records.putInt(0).putInt(0).putLong(entries.size()).putLong(entries.size());
        records.putLong(end - start).putLong(start);
        records.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
        short count = (short) Math.min(entries.size(), SHORT);
        records.putInt(0x06054b50).putInt(0).putShort(count).putShort(count);
        records.putInt((int) Math.min(end - start, INT)).putInt((int) Math.min(start, INT));
        return records.putShort((short) 0).flip();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
