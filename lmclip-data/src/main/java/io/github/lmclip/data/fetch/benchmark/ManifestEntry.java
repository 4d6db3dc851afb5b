package io.github.lmclip.data.fetch.benchmark;

import com.google.gson.JsonObject;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * What a file was when it was fetched first.
 *
 * @param path where it lies, relative to the manifest's folder, with slashes
 * @param address where it came from: its own, or that of the archive that it was in
 * @param bytes its size
 * @param sha256 of its content, 64 hexadecimal digits in lower case
 */
public record ManifestEntry(String path, URI address, long bytes, String sha256) {

    /** Checks that the path stays in its folder, and the numbers. */
    public ManifestEntry {
        Objects.requireNonNull(address, "address");
        if (!isInside(path)) {
            throw new IllegalArgumentException("path must stay in the folder, got \"%s\"".formatted(path));
        }
        if (bytes < 0 || !sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "expected bytes >= 0 and 64 hexadecimal digits, got %d and \"%s\"".formatted(bytes, sha256));
        }
    }

    private static boolean isInside(String path) {
        return !path.isEmpty()
                && !path.startsWith("/")
                && !path.matches("(?s).*[\\\\:\\x00-\\x1f].*")
                && !("/" + path + "/").contains("/../");
    }

    /** Returns what is wrong with a file of this size and hash, nothing if it is the same still. */
    public Optional<String> complaint(long foundBytes, String foundSha256) {
        return foundBytes == bytes && foundSha256.equals(sha256)
                ? Optional.empty()
                : Optional.of("%d bytes with SHA-256 %s, expected %d with %s as first fetched from %s"
                        .formatted(foundBytes, foundSha256, bytes, sha256, address));
    }

    /** Returns the manifest's line, without its end. */
    String json() {
        JsonObject line = new JsonObject();
        line.addProperty("path", path);
        line.addProperty("address", address.toString());
        line.addProperty("bytes", bytes);
        line.addProperty("sha256", sha256);
        return line.toString();
    }
}
