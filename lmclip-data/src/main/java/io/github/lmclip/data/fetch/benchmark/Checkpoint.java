package io.github.lmclip.data.fetch.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How far an archive has been read: to a place between two entries.
 *
 * @param address of the archive
 * @param position bytes before that place, a multiple of a tar block
 * @param state of the MD5 of these bytes
 */
record Checkpoint(String address, long position, String state) {

    private static final String END = "end";

    static Checkpoint start(String address) {
        return new Checkpoint(address, 0, Md5.start().state());
    }

    Checkpoint {
        if (position % TarReader.BLOCK != 0) {
            throw new IllegalArgumentException(
                    "position must be a multiple of %d, got %d".formatted(TarReader.BLOCK, position));
        }
        Md5.resume(state, position);
    }

    Md5 md5() {
        return Md5.resume(state, position);
    }

    /** Reads what {@link #write} wrote; nothing where there is none, or one of another archive or form. */
    static Optional<Checkpoint> read(Path file, String address) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Arrays.asList(Files.readString(file).split("\n", -1));
        if (lines.size() != 4 || !lines.get(0).equals(address) || !lines.get(3).equals(END)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Checkpoint(address, Long.parseLong(lines.get(1)), lines.get(2)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, String.join("\n", address, Long.toString(position), state, END));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
