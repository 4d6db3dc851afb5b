package io.github.lmclip.core.hub;

import io.github.lmclip.data.fetch.Checksum;
import io.github.lmclip.data.fetch.Checksum.Algorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which files have been found right, by size and time of change, so that half a gigabyte is not read again at
 * every start.
 */
final class VerifiedStamps {

    private static final Logger LOG = LoggerFactory.getLogger(VerifiedStamps.class);

    private final Path folder;

    VerifiedStamps(Path folder) {
        this.folder = folder;
    }

    /** Tells whether a file has a checksum; computed once, unless the file changes. */
    boolean verify(Path file, Checksum sha256) {
        try {
            String stamp = stamp(file, sha256);
            Path place = place(file);
            if (Files.isRegularFile(place) && Files.readString(place).equals(stamp)) {
                return true;
            }
            boolean right = Checksum.of(Algorithm.SHA_256, file).equals(sha256);
            if (right) {
                remember(place, stamp);
            }
            return right;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String stamp(Path file, Checksum sha256) throws IOException {
        return String.join(
                "\n",
                file.toRealPath().toString(),
                Long.toString(Files.size(file)),
                Files.getLastModifiedTime(file).toInstant().toString(),
                sha256.hex());
    }

    private Path place(Path file) throws IOException {
        String path = file.toRealPath().toString();
        UUID id = UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8));
        return folder.resolve(file.getFileName() + "-" + id);
    }

    /** A cache that cannot be written costs time, no more. */
    private static void remember(Path place, String stamp) {
        try {
            Files.createDirectories(place.getParent());
            Path beside = Files.createTempFile(place.getParent(), "stamp", ".part");
            Files.writeString(beside, stamp);
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("cannot remember in {} that a file is right, it will be read again: {}", place, e.toString());
        }
    }
}
