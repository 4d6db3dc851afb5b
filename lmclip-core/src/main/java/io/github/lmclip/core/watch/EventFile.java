package io.github.lmclip.core.watch;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * An event file as TensorBoard reads it: records of a length, its checksum, the bytes, their checksum, all little-endian.
 * A record reaches the file in one piece; one that a kill cuts short is the file's last, which readers pass over.
 *
 * @see <a href="https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details">TFRecords format</a>
 */
final class EventFile implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{10,19})\\.lmclip");

    private static final int AROUND = Long.BYTES + 2 * Integer.BYTES;
    private static final int ROTATION = 15;
    private static final int DELTA = 0xa282ead8;

    private final Path file;
    private final OutputStream out;

    private EventFile(Path file) throws IOException {
        this.file = file;
        // not by a channel, which an interrupt closes
        out = new FileOutputStream(file.toFile());
    }

    /**
     * Begins a new file that readers take after all earlier ones of the folder, which they sort by name: the name's number
     * is the time, or one more than the last where the clock was set back.
     *
     * @param seconds since 1970
     */
    static EventFile create(Path folder, long seconds) {
        long number = Math.max(seconds, numbers(folder).max().orElse(-1) + 1);
        Path file = folder.resolve("events.out.tfevents.%010d.lmclip".formatted(number));
        try {
            return new EventFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Returns the folder's event files, in the order that they were begun. */
    static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> matcher(file).matches()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    /** Deletes the folder's event files. */
    static void clear(Path folder) {
        for (Path file : in(folder)) {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete " + file, e);
            }
        }
    }

    private static java.util.stream.LongStream numbers(Path folder) {
        return in(folder).stream()
                .map(EventFile::matcher)
                .filter(Matcher::matches)
                .mapToLong(name -> Long.parseLong(name.group(1)));
    }

    private static Matcher matcher(Path file) {
        return NAME.matcher(file.getFileName().toString());
    }

    /** Appends one record. */
    void append(byte[] event) {
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        length.putLong(event.length);
        ByteBuffer record = ByteBuffer.allocate(event.length + AROUND).order(ByteOrder.LITTLE_ENDIAN);
        record.put(length.array()).putInt(maskedChecksum(length.array()));
        record.put(event).putInt(maskedChecksum(event));
        try {
            out.write(record.array());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Returns the CRC-32C of some bytes, turned and moved so that it differs from a checksum of bytes with checksums. */
    static int maskedChecksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return Integer.rotateRight((int) checksum.getValue(), ROTATION) + DELTA;
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + file, e);
        }
    }
}
