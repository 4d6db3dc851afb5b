package io.github.lmclip.core.watch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Why a file could not be written, in words: the messages of Java's exceptions are a path at times, and no more. */
public final class WriteFailure {

    private WriteFailure() {}

    /**
     * Returns what to throw, with a message such as "cannot write a/b.csv: no such folder a".
     *
     * @param file what was to be written, as it was named
     * @param cause what went wrong
     */
    public static UncheckedIOException of(Path file, IOException cause) {
        return new UncheckedIOException("cannot write %s: %s".formatted(file, reason(file, cause)), cause);
    }

    /** Returns why a folder could not be made or written into, to stand behind a colon. */
    public static String folder(IOException cause) {
        if (cause instanceof FileAlreadyExistsException) {
            return "it is a file";
        }
        if (cause instanceof NoSuchFileException) {
            return "no such folder can be made";
        }
        return cause instanceof AccessDeniedException ? "no permission" : words(cause);
    }

    private static String reason(Path file, IOException cause) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            return "it is a folder";
        }
        if (!Files.exists(folder)) {
            return "no such folder " + folder;
        }
        if (!Files.isDirectory(folder)) {
            return folder + " is no folder";
        }
        if (cause instanceof AccessDeniedException || !Files.isWritable(Files.exists(file) ? file : folder)) {
            return "no permission";
        }
        boolean unmade = cause instanceof NoSuchFileException || cause instanceof FileNotFoundException;
        return unmade ? "no file can be made in " + folder : words(cause);
    }

    private static String words(IOException cause) {
        boolean known = cause instanceof FileSystemException failure && failure.getReason() != null;
        String words = known ? ((FileSystemException) cause).getReason() : cause.getMessage();
        return words == null ? cause.toString() : words;
    }
}
