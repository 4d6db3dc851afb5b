package io.github.lmclip.core.watch;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads event files by TensorBoard's rules, with nothing of the writer's: framing, checksums, the purge at a session's start. */
public final class EventReader {

    private static final int REVERSED_CASTAGNOLI = 0x82f63b78;

    private EventReader() {}

    /** Returns every event of a file; what a kill has cut short at its end is left out. */
    static List<UnknownFieldSet> events(Path file) throws IOException {
        List<UnknownFieldSet> events = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.remaining() >= 12) {
            byte[] length = new byte[8];
            bytes.get(length);
            int size = Math.toIntExact(
                    ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong());
            requireChecksum(length, bytes.getInt(), file);
            if (bytes.remaining() < size + 4) {
                return events;
            }
            byte[] event = new byte[size];
            bytes.get(event);
            requireChecksum(event, bytes.getInt(), file);
            events.add(message(ByteString.copyFrom(event)));
        }
        return events;
    }

    private static void requireChecksum(byte[] bytes, int masked, Path file) {
        int unmasked = Integer.rotateLeft(masked - 0xa282ead8, 15);
        if (unmasked != checksum(bytes)) {
            throw new IllegalStateException("%s: a checksum is wrong".formatted(file));
        }
    }

    /** CRC-32C bit by bit. */
    static int checksum(byte[] bytes) {
        int rest = -1;
        for (byte b : bytes) {
            rest ^= b & 255;
            for (int i = 0; i < 8; i++) {
                rest = (rest >>> 1) ^ ((rest & 1) == 1 ? REVERSED_CASTAGNOLI : 0);
            }
        }
        return ~rest;
    }

    static UnknownFieldSet message(ByteString bytes) throws InvalidProtocolBufferException {
        return UnknownFieldSet.parseFrom(bytes);
    }

    /** Returns the points of every curve of a folder, by tag and step, with each point that was given. */
    public static Map<String, TreeMap<Long, List<Float>>> scalars(Path folder) throws IOException {
        Map<String, TreeMap<Long, List<Float>>> curves = new TreeMap<>();
        for (Path file : EventFile.in(folder)) {
            for (UnknownFieldSet event : events(file)) {
                long step = number(event, 2);
                if (event.hasField(7)) {
                    curves.values().forEach(curve -> curve.tailMap(step).clear());
                }
                for (ByteString summary : event.getField(5).getLengthDelimitedList()) {
                    for (ByteString value : message(summary).getField(1).getLengthDelimitedList()) {
                        add(message(value), step, curves);
                    }
                }
            }
        }
        return curves;
    }

    private static void add(UnknownFieldSet value, long step, Map<String, TreeMap<Long, List<Float>>> curves) {
        if (value.hasField(2)) {
            float number =
                    Float.intBitsToFloat(value.getField(2).getFixed32List().get(0));
            curves.computeIfAbsent(text(value, 1), tag -> new TreeMap<>())
                    .computeIfAbsent(step, added -> new ArrayList<>())
                    .add(number);
        }
    }

    /** Returns the summary values of a folder's events under a tag. */
    static List<UnknownFieldSet> values(Path folder, String tag) throws IOException {
        List<UnknownFieldSet> found = new ArrayList<>();
        for (Path file : EventFile.in(folder)) {
            for (UnknownFieldSet event : events(file)) {
                for (ByteString summary : event.getField(5).getLengthDelimitedList()) {
                    for (ByteString value : message(summary).getField(1).getLengthDelimitedList()) {
                        if (text(message(value), 1).equals(tag)) {
                            found.add(message(value));
                        }
                    }
                }
            }
        }
        return found;
    }

    static UnknownFieldSet part(UnknownFieldSet message, int... fields) throws IOException {
        UnknownFieldSet found = message;
        for (int field : fields) {
            found = message(found.getField(field).getLengthDelimitedList().get(0));
        }
        return found;
    }

    static String text(UnknownFieldSet message, int field) {
        Field found = message.getField(field);
        return found.getLengthDelimitedList().get(0).toStringUtf8();
    }

    static long number(UnknownFieldSet message, int field) {
        List<Long> found = message.getField(field).getVarintList();
        return found.isEmpty() ? 0 : found.get(0);
    }

    static double real(UnknownFieldSet message, int field) {
        return Double.longBitsToDouble(message.getField(field).getFixed64List().get(0));
    }
}
