package io.github.lmclip.data.fetch.benchmark;

import io.github.lmclip.data.fetch.FetchException;
import io.github.lmclip.data.fetch.FetchException.Reason;
import io.github.lmclip.data.fetch.FetchOptions;
import io.github.lmclip.data.fetch.FolderLock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings files of several origins into one folder, which belongs to one fetch at a time. */
final class FolderFetch {

    private static final Set<Reason> OF_ONE_ORIGIN = EnumSet.of(Reason.REFUSED, Reason.CONTENT, Reason.OFFLINE);

    private final Path folder;
    private final FetchOptions options;
    private final BenchmarkListener listener;

    FolderFetch(Path folder, FetchOptions options, BenchmarkListener listener) {
        this.folder = folder.toAbsolutePath().normalize();
        this.options = options;
        this.listener = listener;
    }

    BenchmarkReport run(List<Origin> origins) {
        URI first = URI.create(origins.get(0).address());
        Storage.run(first, "create the folder", folder, () -> Files.createDirectories(folder));
        try (FolderLock lock = FolderLock.acquire(folder.resolve(Manifest.FILE), () -> listener.onWait(folder));
                ManifestFile manifest = new ManifestFile(folder, first)) {
            return run(origins, manifest);
        } catch (IOException e) {
            throw new FetchException(
                    Reason.STORAGE, first, "%s: cannot lock %s (%s)".formatted(first, folder, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchException(Reason.INTERRUPTED, first, first + ": the fetch was interrupted", e);
        }
    }

    /** What one origin does not give keeps no other from being asked, unless it would fare the same. */
    private BenchmarkReport run(List<Origin> origins, ManifestFile manifest) {
        BenchmarkReport report = new BenchmarkReport(0, 0, 0);
        List<FetchException> failures = new ArrayList<>();
        for (Origin origin : origins) {
            try {
                report = report.plus(run(origin, manifest));
            } catch (FetchException e) {
                failures.add(e);
                if (!OF_ONE_ORIGIN.contains(e.reason())) {
                    break;
                }
            }
        }
        if (failures.isEmpty()) {
            return report;
        }
        FetchException first = failures.get(0);
        throw new FetchException(
                first.reason(),
                first.address(),
                failures.stream().map(FetchException::getMessage).collect(Collectors.joining("\n")),
                first);
    }

    private BenchmarkReport run(Origin origin, ManifestFile manifest) {
        for (Path parent : origin.paths().stream()
                .map(path -> folder.resolve(path).getParent())
                .distinct()
                .toList()) {
            requireInside(parent, origin);
        }
        return origin instanceof TarArchive archive
                ? new ArchiveRun(folder, archive, manifest, options, listener).run()
                : new SingleFilesRun(folder, (SingleFiles) origin, manifest, options, listener).run();
    }

    /** Refuses a folder that is elsewhere in truth, behind a symbolic link, before anything is made there. */
    private void requireInside(Path parent, Origin origin) {
        URI address = URI.create(origin.address());
        Path real = Storage.run(address, "find", parent, () -> {
            Path there = parent;
            while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
                there = there.getParent();
            }
            return there.toRealPath();
        });
        Path root = Storage.run(address, "find", folder, folder::toRealPath);
        if (!real.startsWith(root)) {
            throw new FetchException(
                    Reason.STORAGE,
                    address,
                    "%s: %s is %s behind a symbolic link, expected it to be inside %s"
                            .formatted(origin.name(), parent, real, root),
                    null);
        }
    }

    /** Says what a run would bring, by a look at names and sizes alone. */
    List<PlannedPart> plan(List<Origin> origins) {
        Manifest manifest = Manifest.read(folder);
        return origins.stream().map(origin -> plan(origin, manifest)).toList();
    }

    private PlannedPart plan(Origin origin, Manifest manifest) {
        int files = origin.paths().size();
        int here = (int) origin.paths().stream()
                .filter(path -> seemsHere(path, manifest.entry(path)))
                .count();
        long read = origin instanceof TarArchive archive && here < files ? alreadyRead(archive) : 0;
        return new PlannedPart(
                origin.name(), origin.address(), files, here, origin.bytes(files - here) - read, origin.exact());
    }

    private boolean seemsHere(String path, Optional<ManifestEntry> known) {
        Path file = folder.resolve(path);
        return Files.isRegularFile(file)
                && known.map(entry -> file.toFile().length() == entry.bytes()).orElse(true);
    }

    private long alreadyRead(TarArchive archive) {
        Path note = Staging.note(folder, archive);
        return Storage.run(archive.uri(), "read", note, () -> Checkpoint.read(note, archive.address()))
                .map(Checkpoint::position)
                .orElse(0L);
    }
}
