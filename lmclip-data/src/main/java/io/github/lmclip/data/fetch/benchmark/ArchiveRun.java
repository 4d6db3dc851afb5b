package io.github.lmclip.data.fetch.benchmark;

import io.github.lmclip.data.fetch.Checksum;
import io.github.lmclip.data.fetch.Download;
import io.github.lmclip.data.fetch.FetchException;
import io.github.lmclip.data.fetch.FetchException.Reason;
import io.github.lmclip.data.fetch.FetchListener;
import io.github.lmclip.data.fetch.FetchOptions;
import io.github.lmclip.data.fetch.FetchProgress;
import io.github.lmclip.data.fetch.Fetcher;
import io.github.lmclip.data.fetch.WrongContentException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings files out of an archive: reads it as it comes in, or from the folder where somebody has put it there. */
final class ArchiveRun {

    private final Path folder;
    private final TarArchive archive;
    private final ManifestFile manifest;
    private final FetchOptions options;
    private final BenchmarkListener listener;

    ArchiveRun(
            Path folder, TarArchive archive, ManifestFile manifest, FetchOptions options, BenchmarkListener listener) {
        this.folder = folder;
        this.archive = archive;
        this.manifest = manifest;
        this.options = options;
        this.listener = listener;
    }

    BenchmarkReport run() {
        Set<String> missing =
                archive.paths().parallelStream().filter(path -> !isHere(path)).collect(Collectors.toUnmodifiableSet());
        Staging staging = new Staging(folder, archive, missing);
        if (!missing.isEmpty()) {
            TarReader reader = new TarReader(archive, staging);
            if (!isReadAlready(reader, staging)) {
                read(reader);
            }
            putInPlace(staging, missing);
        }
        staging.remove();
        long bytes = archive.paths().stream()
                .mapToLong(path -> manifest.entry(path).orElseThrow().bytes())
                .sum();
        int all = archive.paths().size();
        listener.onProgress(new BenchmarkProgress(archive.name(), all, all, archive.size(), archive.size()));
        return new BenchmarkReport(all, all - missing.size(), bytes);
    }

    /** A file that nobody knows yet is taken for the right one if it passes the check. */
    private boolean isHere(String path) {
        Path file = folder.resolve(path);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        Optional<ManifestEntry> known = manifest.entry(path);
        if (known.isEmpty() && archive.check().complaint(file).isEmpty()) {
            manifest.add(path, archive.uri());
            return true;
        }
        return known.isPresent()
                && Storage.run(
                        archive.uri(),
                        "read",
                        file,
                        () -> Files.size(file) == known.get().bytes()
                                && Checksum.of(Checksum.Algorithm.SHA_256, file)
                                        .hex()
                                        .equals(known.get().sha256()));
    }

    /** Tells whether an earlier run came to the end, but not to put all in place. */
    private boolean isReadAlready(TarReader reader, Staging staging) {
        try {
            if (reader.isComplete()) {
                staging.requireAll(archive.check());
            }
        } catch (WrongContentException e) {
            reader.restart();
        }
        return reader.isComplete();
    }

    private void read(TarReader reader) {
        Path local = folder.resolve(archive.file());
        if (Files.isRegularFile(local)) {
            read(reader, local);
            return;
        }
        Download download =
                Download.of(archive.uri(), local).withChecksum(archive.md5()).withSize(archive.size());
        Fetcher.of(options.withListener(watcher())).stream(download, reader);
    }

    private void read(TarReader reader, Path local) {
        try (InputStream file = Files.newInputStream(local)) {
            file.skipNBytes(reader.position());
            reader.read(file);
        } catch (WrongContentException e) {
            reader.restart();
            throw failure(Reason.CONTENT, "%s: %s; remove it".formatted(local, e.getMessage()), e);
        } catch (IOException e) {
            throw failure(Reason.STORAGE, "cannot read %s (%s)".formatted(local, e.getMessage()), e);
        }
    }

    private FetchException failure(Reason reason, String complaint, IOException e) {
        URI address = archive.uri();
        return new FetchException(reason, address, "%s: %s".formatted(address, complaint), e);
    }

    private void putInPlace(Staging staging, Set<String> names) {
        for (String name : names.stream().sorted().toList()) {
            Path target = folder.resolve(name);
            Storage.run(archive.uri(), "write", target, () -> {
                Files.createDirectories(target.getParent());
                return Files.move(staging.path(name), target, StandardCopyOption.ATOMIC_MOVE);
            });
            manifest.add(name, archive.uri());
        }
    }

    private FetchListener watcher() {
        FetchListener other = options.listener();
        return new FetchListener() {
            @Override
            public void onProgress(FetchProgress progress) {
                other.onProgress(progress);
                listener.onProgress(new BenchmarkProgress(
                        archive.name(), 0, archive.paths().size(), progress.bytes(), archive.size()));
            }

            @Override
            public void onRetry(URI address, String complaint, Duration pause) {
                other.onRetry(address, complaint, pause);
            }
        };
    }
}
