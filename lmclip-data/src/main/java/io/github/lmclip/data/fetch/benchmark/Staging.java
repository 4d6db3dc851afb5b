package io.github.lmclip.data.fetch.benchmark;

import io.github.lmclip.data.fetch.FileCheck;
import io.github.lmclip.data.fetch.WrongContentException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where files of an archive wait until all of it has proved right, with a note of how far it has been read. The note is
 * written after the files that it speaks of, so that a stop at any moment leaves a note that holds.
 */
final class Staging {

    /** Below the folder that files are fetched into. */
    static final String FOLDER = ".lmclip-fetch";

    private static final String NOTE = "position";

    /** How much may have to come again where nothing was kept meanwhile. */
    private static final long BYTES_BETWEEN_NOTES = 8 << 20;

    private final URI address;
    private final Path folder;
    private final Path note;
    private final Set<String> wanted;
    private Checkpoint last;
    private long noted;

    /**
     * Opens what an earlier run left, or begins.
     *
     * @param into the folder that files are fetched into
     * @param wanted paths from the list, the only ones that are ever written to
     */
    Staging(Path into, TarArchive archive, Set<String> wanted) {
        address = archive.uri();
        note = note(into, archive);
        folder = note.getParent();
        this.wanted = Set.copyOf(wanted);
        last = Storage.run(address, "read", note, () -> Checkpoint.read(note, address.toString()))
                .orElseGet(() -> Checkpoint.start(address.toString()));
        noted = last.position();
        Storage.run(address, "create the folder", folder, () -> Files.createDirectories(folder));
    }

    /** Returns where a run notes how far it has read. */
    static Path note(Path into, TarArchive archive) {
        return into.resolve(FOLDER).resolve(archive.file()).resolve(NOTE);
    }

    boolean wants(String name) {
        return wanted.contains(name);
    }

    Path path(String name) {
        if (!wants(name)) {
            throw new IllegalArgumentException("%s is not listed".formatted(name));
        }
        return folder.resolve(name);
    }

    void keep(String name, byte[] content) {
        Path file = path(name);
        Storage.run(address, "write", file, () -> {
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        });
    }

    Checkpoint checkpoint() {
        return last;
    }

    /** Moves on; the note follows at once if something was kept, else from time to time. */
    void checkpoint(Checkpoint here, boolean kept) {
        last = here;
        if (kept || here.position() - noted >= BYTES_BETWEEN_NOTES) {
            Storage.run(address, "write", note, () -> {
                here.write(note);
                return note;
            });
            noted = here.position();
        }
    }

    /** Refuses what left something out, or broke something; pictures are decoded on all cores. */
    void requireAll(FileCheck check) throws WrongContentException {
        List<String> missing = wanted.stream()
                .filter(name -> !Files.exists(path(name)))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            throw new WrongContentException("the archive has no %s, nor %d more of the %d files wanted"
                    .formatted(missing.get(0), missing.size() - 1, wanted.size()));
        }
        Optional<String> complaint = wanted.parallelStream()
                .flatMap(name -> check.complaint(path(name)).stream())
                .findAny();
        if (complaint.isPresent()) {
            throw new WrongContentException(complaint.get());
        }
    }

    /** Begins anew: first without the note, so that none speaks of files that are gone. */
    void clear() {
        last = Checkpoint.start(address.toString());
        noted = 0;
        Storage.run(address, "delete", folder, () -> {
            Files.deleteIfExists(note);
            deleteBelow();
            return Files.createDirectories(folder);
        });
    }

    /** Removes all that was kept here, and the folder above if nothing else is left there. */
    void remove() {
        Storage.run(address, "delete", folder, () -> {
            deleteBelow();
            Path above = folder.getParent();
            try (Stream<Path> others = Files.list(above)) {
                if (others.findAny().isEmpty()) {
                    Files.delete(above);
                }
            }
            return above;
        });
    }

    /** Deletes the deepest first; symbolic links are not followed. */
    private void deleteBelow() throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
