package io.github.lmclip.core.watch;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A text that is written beside its goal, synced and moved into place, so that a reader sees the old one or the new one,
 * also after a kill or on a full disk. An interrupted thread writes as well as any other.
 */
public final class WholeFile {

    private WholeFile() {}

    /**
     * Writes a file, in place of one that is there already.
     *
     * @throws UncheckedIOException if it cannot be written; what was there is still there
     */
    public static void write(Path file, String text) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            // not by a channel, which an interrupt closes
            try (FileOutputStream out = new FileOutputStream(part.toFile())) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.getFD().sync();
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw WriteFailure.of(file, e);
        }
    }
}
