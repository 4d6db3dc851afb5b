package io.github.lmclip.data.fetch.benchmark;

import io.github.lmclip.data.fetch.Checksum;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A manifest while files come in: a line is added for each as it is put in place, and all are put in order at the end. Safe
 * to use from several threads; other processes are kept away by the lock of the folder.
 */
final class ManifestFile implements AutoCloseable {

    private final Path folder;
    private final Path file;
    private final URI origin;
    private final SortedMap<String, ManifestEntry> entries;

    /**
     * Opens the manifest of a folder.
     *
     * @param origin what complaints name as the address
     */
    ManifestFile(Path folder, URI origin) {
        this.folder = folder;
        this.origin = origin;
        file = folder.resolve(Manifest.FILE);
        entries = new TreeMap<>(Manifest.read(folder).entries());
        if (Files.exists(file)) {
            settle();
        }
    }

    synchronized Optional<ManifestEntry> entry(String path) {
        return Optional.ofNullable(entries.get(path));
    }

    /** Adds a file that has come; what stands here of an earlier one gives way. */
    void add(String path, URI address) {
        ManifestEntry entry = Storage.run(address, "read", folder.resolve(path), () -> {
            Path here = folder.resolve(path);
            return new ManifestEntry(
                    path,
                    address,
                    Files.size(here),
                    Checksum.of(Checksum.Algorithm.SHA_256, here).hex());
        });
        synchronized (this) {
            if (!entry.equals(entries.put(path, entry))) {
                Storage.run(
                        address,
                        "write",
                        file,
                        () -> Files.writeString(
                                file, entry.json() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND));
            }
        }
    }

    /** Puts the lines in order, in one step that leaves the old file or the new one. */
    private void settle() {
        Path fresh = file.resolveSibling(Manifest.FILE + ".new");
        Storage.run(origin, "write", file, () -> {
            String text =
                    entries.values().stream().map(entry -> entry.json() + "\n").collect(Collectors.joining());
            return text.equals(current()) ? Files.deleteIfExists(fresh) : replace(fresh, text);
        });
    }

    private String current() throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private boolean replace(Path fresh, String text) throws IOException {
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    @Override
    public synchronized void close() {
        settle();
    }
}
