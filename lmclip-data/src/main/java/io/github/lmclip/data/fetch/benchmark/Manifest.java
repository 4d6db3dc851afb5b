package io.github.lmclip.data.fetch.benchmark;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.lmclip.data.DatasetException;
import io.github.lmclip.data.fetch.Checksum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was fetched into a folder, from where, and how it was then: {@code manifest.jsonl}, a JSON object per line with the
 * components of a {@link ManifestEntry}, in the order of the paths.
 *
 * @param entries by path
 */
public record Manifest(SortedMap<String, ManifestEntry> entries) {

    /** The manifest's name in its folder. */
    public static final String FILE = "manifest.jsonl";

    private static final String FORMAT = "{\"path\", \"address\", \"bytes\", \"sha256\"}";

    /** Copies the entries. */
    public Manifest {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /**
     * Reads the manifest of a folder; one of nothing where there is none. A last line that was cut off, as a killed fetch
     * leaves it, does not count.
     *
     * @throws DatasetException if a line has another form; the message gives file and line
     * @throws UncheckedIOException if the file cannot be read
     */
    public static Manifest read(Path folder) {
        Path file = folder.resolve(FILE);
        SortedMap<String, ManifestEntry> entries = new TreeMap<>();
        if (Files.exists(file)) {
            String[] lines = text(file).split("\n", -1);
            for (int i = 0; i < lines.length - 1; i++) {
                ManifestEntry entry = entry(lines[i], "%s:%d".formatted(file, i + 1));
                entries.put(entry.path(), entry);
            }
        }
        return new Manifest(entries);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        }
    }

    private static ManifestEntry entry(String line, String place) {
        try {
            JsonObject read = JsonParser.parseString(line).getAsJsonObject();
            if (!read.keySet().containsAll(List.of("path", "address", "bytes", "sha256"))) {
                throw new DatasetException(
                        "%s: got the members %s, expected %s".formatted(place, read.keySet(), FORMAT));
            }
            return new ManifestEntry(
                    read.get("path").getAsString(),
                    URI.create(read.get("address").getAsString()),
                    read.get("bytes").getAsLong(),
                    read.get("sha256").getAsString());
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | UnsupportedOperationException e) {
            throw new DatasetException("%s: %s, expected %s".formatted(place, e.getMessage(), FORMAT), e);
        }
    }

    /** Returns what was fetched to a path, relative to the folder and with slashes. */
    public Optional<ManifestEntry> entry(String path) {
        return Optional.ofNullable(entries.get(path));
    }

    /**
     * Compares the files of a folder with this manifest.
     *
     * @return a message for each that is missing or another now, in the order of the paths
     * @throws UncheckedIOException if a file cannot be read
     */
    public List<String> verify(Path folder) {
        List<String> complaints = new ArrayList<>();
        for (ManifestEntry entry : entries.values()) {
            Path file = folder.resolve(entry.path());
            complaint(entry, file).ifPresent(complaint -> complaints.add(file + ": " + complaint));
        }
        return complaints;
    }

    private static Optional<String> complaint(ManifestEntry entry, Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.of("no such file, expected the one fetched from " + entry.address());
        }
        try {
            return entry.complaint(
                    Files.size(file),
                    Checksum.of(Checksum.Algorithm.SHA_256, file).hex());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        }
    }
}
