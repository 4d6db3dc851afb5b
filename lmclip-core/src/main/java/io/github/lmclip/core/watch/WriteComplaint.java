package io.github.lmclip.core.watch;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file or folder cannot be written, in words: the exceptions of the JDK say it by the names of their classes. */
public final class WriteComplaint {

    private WriteComplaint() {}

    /** Returns the reason, to stand behind a colon. */
    public static String of(IOException cause) {
        if (cause instanceof FileAlreadyExistsException) {
            return "it is a file";
        }
        if (cause instanceof NoSuchFileException) {
            return "no such folder";
        }
        if (cause instanceof AccessDeniedException) {
            return "no permission";
        }
        boolean told = cause instanceof FileSystemException system && system.getReason() != null;
        return told ? ((FileSystemException) cause).getReason() : cause.getMessage();
    }
}
