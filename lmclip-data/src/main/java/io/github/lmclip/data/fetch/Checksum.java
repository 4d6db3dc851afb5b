package io.github.lmclip.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/**
 * What a file's bytes are known by.
 *
 * @param algorithm how it is computed
 * @param hex the value in hexadecimal digits, lower case
 */
public record Checksum(Algorithm algorithm, String hex) {

    private static final int BUFFER = 1 << 18;

    /** The checksums that publishers give. */
    public enum Algorithm {
        /** 256 bits, published with weights. */
        SHA_256("SHA-256", 64),
        /** 128 bits, published with older archives: it finds damage, not deceit. */
        MD5("MD5", 32);

        private final String label;
        private final int digits;

        Algorithm(String label, int digits) {
            this.label = label;
            this.digits = digits;
        }

        private MessageDigest digest() {
            try {
                return MessageDigest.getInstance(label);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has " + label, e);
            }
        }
    }

    /** Checks the digits. */
    public Checksum {
        Objects.requireNonNull(algorithm, "algorithm");
        hex = hex.toLowerCase(Locale.ROOT);
        if (!hex.matches("[0-9a-f]{" + algorithm.digits + "}")) {
            throw new IllegalArgumentException(
                    "%s has %d hexadecimal digits, got \"%s\"".formatted(algorithm.label, algorithm.digits, hex));
        }
    }

    /** Returns a SHA-256 of 64 hexadecimal digits. */
    public static Checksum sha256(String hex) {
        return new Checksum(Algorithm.SHA_256, hex);
    }

    /** Returns an MD5 of 32 hexadecimal digits. */
    public static Checksum md5(String hex) {
        return new Checksum(Algorithm.MD5, hex);
    }

    /**
     * Computes the checksum of a file.
     *
     * @throws IOException if it cannot be read
     */
    public static Checksum of(Algorithm algorithm, Path file) throws IOException {
        MessageDigest digest = algorithm.digest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream stream = Files.newInputStream(file)) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return new Checksum(algorithm, HexFormat.of().formatHex(digest.digest()));
    }

    /** Returns name and digits, as messages show them. */
    @Override
    public String toString() {
        return algorithm.label + " " + hex;
    }
}
