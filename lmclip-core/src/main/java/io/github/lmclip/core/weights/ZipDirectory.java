package io.github.lmclip.core.weights;

import static io.github.lmclip.core.weights.StrictJson.quoted;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The directory of a zip archive in the one form in which PyTorch writes it: nothing before, between and behind but what
 * belongs to it, all records under one folder, no name twice, no record within another. Whatever zip tools understand
 * differently is refused. (PKWARE's APPNOTE.TXT 6.3.10 defines the format.)
 */
final class ZipDirectory {

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int END_64_SIGNATURE = 0x06064b50;
    private static final int END_64_BYTES = 56;
    private static final long SHORT = 0xFFFF;
    private static final long INT = 0xFFFFFFFFL;
    private static final long LONGEST_DIRECTORY = 16 << 20;

    private final ByteSource source;
    private final String file;
    private final long size;

    private ZipDirectory(ByteSource source, String file, long size) {
        this.source = source;
        this.file = file;
        this.size = size;
    }

    /** Returns the records by their names below the one folder, in the directory's order. */
    static Map<String, ZipRecord> read(ByteSource source, String file, long size) {
        return new ZipDirectory(source, file, size).records();
    }

    /** Where the directory lies. */
    private record Place(long entries, long bytes, long offset) {}

    private Map<String, ZipRecord> records() {
        long end = size - END_BYTES;
        ByteBuffer record = bytes(end, END_BYTES, END_SIGNATURE, "an end record in the last 22 bytes");
        Place place = new Place(unsigned(record, 10, 2), unsigned(record, 12, 4), unsigned(record, 16, 4));
        require(
                unsigned(record, 4, 4) == 0 && unsigned(record, 8, 2) == place.entries && unsigned(record, 20, 2) == 0,
                "one disk and no comment");
        if (end >= LOCATOR_BYTES + END_64_BYTES
                && bytes(end - LOCATOR_BYTES, LOCATOR_BYTES).getInt(0) == LOCATOR_SIGNATURE) {
            end -= LOCATOR_BYTES + END_64_BYTES;
            place = longPlace(place, end);
        }
        require(
                place.bytes >= 0
                        && place.bytes <= Math.min(end, LONGEST_DIRECTORY)
                        && place.offset == end - place.bytes,
                "a directory right before its end record");
        return under(entries(place));
    }

    private Place longPlace(Place brief, long end) {
        ByteBuffer locator = bytes(end + END_64_BYTES, LOCATOR_BYTES);
        require(locator.getLong(8) == end, "a ZIP64 end record right before its locator");
        ByteBuffer record = bytes(end, END_64_BYTES, END_64_SIGNATURE, "a ZIP64 end record");
        Place place = new Place(record.getLong(32), record.getLong(40), record.getLong(48));
        require(
                record.getLong(4) == END_64_BYTES - 12
                        && record.getLong(16) == 0
                        && record.getLong(24) == place.entries,
                "a ZIP64 end record of one disk");
        require(
                (brief.entries == SHORT || brief.entries == place.entries)
                        && (brief.bytes == INT || brief.bytes == place.bytes)
                        && (brief.offset == INT || brief.offset == place.offset),
                "the same figures in both end records");
        return place;
    }

    private List<ZipRecord> entries(Place place) {
        require(
                place.entries >= 0 && place.entries <= place.bytes / ZipEntryReader.CENTRAL_BYTES,
                "as many entries as the directory has room for");
        ByteBuffer directory = bytes(place.offset, (int) place.bytes);
        ZipEntryReader reader = new ZipEntryReader(source, file, place.offset);
        List<ZipRecord> records = new ArrayList<>();
        for (long i = 0; i < place.entries; i++) {
            records.add(reader.next(directory));
        }
        require(!directory.hasRemaining(), "%d entries in the directory and nothing else".formatted(place.entries));
        requireApart(records);
        return records;
    }

    private void requireApart(List<ZipRecord> records) {
        List<ZipRecord> inOrder = records.stream()
                .sorted(Comparator.comparingLong(ZipRecord::header))
                .toList();
        long free = 0;
        for (ZipRecord record : inOrder) {
            require(record.header() >= free, "records that do not overlap, got " + quoted(record.name()));
            free = record.end();
        }
    }

    private Map<String, ZipRecord> under(List<ZipRecord> records) {
        Map<String, ZipRecord> byName = new LinkedHashMap<>();
        String folder = null;
        for (ZipRecord record : records) {
            String name = record.name();
            int slash = name.indexOf('/');
            require(slash > 0 && isPlain(name), "plain names below one folder, got " + quoted(name));
            folder = folder == null ? name.substring(0, slash + 1) : folder;
            require(name.startsWith(folder), "all records below %s, got %s".formatted(quoted(folder), quoted(name)));
            boolean second = byName.put(name.substring(slash + 1), record) != null;
            require(!second, "each name once, got %s twice".formatted(quoted(name)));
        }
        require(!byName.isEmpty(), "records, got none");
        return byName;
    }

    /** Returns whether no part of a path is empty or leads elsewhere, on any system. */
    private static boolean isPlain(String name) {
        return name.chars().noneMatch(c -> c == '\\' || c == ':' || Character.isISOControl(c))
                && Arrays.stream(name.split("/", -1))
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }

    private ByteBuffer bytes(long position, int count, int signature, String expected) {
        require(position >= 0, expected);
        ByteBuffer bytes = bytes(position, count);
        require(bytes.getInt(0) == signature, expected);
        return bytes;
    }

    private ByteBuffer bytes(long position, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        source.fill(bytes, position, file);
        return bytes.flip();
    }

    private void require(boolean fulfilled, String expected) {
        if (!fulfilled) {
            throw new WeightsException(
                    "%s: the zip archive is damaged or none of PyTorch's: expected %s".formatted(file, expected));
        }
    }

    /** Returns an unsigned number of 2 or 4 bytes. */
    static long unsigned(ByteBuffer bytes, int index, int width) {
        return width == 2 ? bytes.getShort(index) & SHORT : bytes.getInt(index) & INT;
    }
}
