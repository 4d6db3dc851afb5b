package io.github.lmclip.data.inspect;

import io.github.lmclip.data.PictureException;
import io.github.lmclip.data.image.PictureDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A picture's file after a look.
 *
 * @param bytes its size
 * @param hash SHA-256 of its content, nothing if it cannot be read
 * @param finding what is wrong with it
 */
record ExaminedFile(Path path, long bytes, Optional<String> hash, Optional<Finding> finding) {

    static ExaminedFile of(Path file) {
        if (!Files.exists(file)) {
            return broken(file, Fault.MISSING, file + ": no such file, expected a picture");
        }
        MessageDigest digest = sha256();
        try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
            long bytes = content.transferTo(OutputStream.nullOutputStream());
            Optional<String> hash = Optional.of(HexFormat.of().formatHex(digest.digest()));
            return new ExaminedFile(file, bytes, hash, decoded(file));
        } catch (IOException e) {
            return broken(file, Fault.UNDECODABLE, "%s: cannot be read (%s), expected a picture".formatted(file, e));
        }
    }

    private static Optional<Finding> decoded(Path file) {
        try {
            PictureDecoder.decode(file);
            return Optional.empty();
        } catch (PictureException e) {
            return Optional.of(new Finding(Fault.UNDECODABLE, e.getMessage()));
        }
    }

    private static ExaminedFile broken(Path file, Fault fault, String message) {
        return new ExaminedFile(file, 0, Optional.empty(), Optional.of(new Finding(fault, message)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
