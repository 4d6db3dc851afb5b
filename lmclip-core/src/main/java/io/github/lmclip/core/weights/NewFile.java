package io.github.lmclip.core.weights;

import io.github.lmclip.core.watch.WriteFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that is written beside its goal and moved into place when complete: a reader never sees half of it. */
final class NewFile {

    private NewFile() {}

    /** What writes the content. */
    @FunctionalInterface
    interface Body {
        void write(FileChannel channel) throws IOException;
    }

    /** Takes all the bytes that remain in a buffer. */
    @FunctionalInterface
    interface Sink {
        void write(ByteBuffer bytes) throws IOException;
    }

    static void write(Path file, Body body) {
        Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (FileChannel channel =
                    FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                body.write(channel);
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw WriteFailure.of(file, e);
        } finally {
            if (Files.exists(part)) {
                discard(part);
            }
        }
    }

    static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Removes what a failure left; after the move there is nothing. */
    private static void discard(Path part) {
        try {
            Files.delete(part);
        } catch (IOException e) {
            throw new UncheckedIOException("%s: the unfinished file cannot be removed".formatted(part), e);
        }
    }
}
