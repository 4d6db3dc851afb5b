package io.github.lmclip.core;

import io.github.lmclip.core.watch.WriteFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a folder to one run at a time, of this process and all others; a killed process holds nothing. */
public final class FolderLock implements AutoCloseable {

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes a folder, which is made where it is missing.
     *
     * @throws IllegalStateException if another run has it
     */
    public static FolderLock of(Path folder) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("lock");
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new IllegalStateException("%s belongs to another run that is not over".formatted(folder));
            }
            return new FolderLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write into the run's folder " + folder + ": " + WriteFailure.folder(e), e);
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Gives the folder free. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
