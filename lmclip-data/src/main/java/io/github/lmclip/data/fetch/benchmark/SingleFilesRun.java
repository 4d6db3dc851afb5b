package io.github.lmclip.data.fetch.benchmark;

import io.github.lmclip.data.fetch.Checksum;
import io.github.lmclip.data.fetch.Download;
import io.github.lmclip.data.fetch.FetchException;
import io.github.lmclip.data.fetch.FetchException.Reason;
import io.github.lmclip.data.fetch.FetchOptions;
import io.github.lmclip.data.fetch.Fetched;
import io.github.lmclip.data.fetch.Fetcher;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Brings files that are published one by one. */
final class SingleFilesRun {

    /** Files in a row that no server was reached for, each after all its retries: then the network is down. */
    private static final int UNREACHED_IN_A_ROW = 3;

    private final Path folder;
    private final SingleFiles origin;
    private final ManifestFile manifest;
    private final FetchOptions options;
    private final BenchmarkListener listener;

    private int unreached;
    private int done;
    private int before;
    private long bytes;

    SingleFilesRun(
            Path folder, SingleFiles origin, ManifestFile manifest, FetchOptions options, BenchmarkListener listener) {
        this.folder = folder;
        this.origin = origin;
        this.manifest = manifest;
        this.options = options;
        this.listener = listener;
    }

    BenchmarkReport run() {
        List<Download> downloads = origin.files().stream().map(this::download).toList();
        List<FetchException> failures = Fetcher.of(options).fetchAll(downloads, origin.check(), this::after).stream()
                .flatMap(fetched -> fetched.failure().stream())
                .toList();
        if (!failures.isEmpty()) {
            FetchException first = failures.get(0);
            throw new FetchException(
                    first.reason(),
                    first.address(),
                    "%s: %d of %d files are missing, the same command goes on; the first: %s"
                            .formatted(origin.name(), failures.size(), downloads.size(), first.getMessage()),
                    first);
        }
        return new BenchmarkReport(done, before, bytes);
    }

    /** What was here once must come as it was. */
    private Download download(RemoteFile file) {
        Download download = Download.of(file.address(), folder.resolve(file.path()));
        Optional<ManifestEntry> known = manifest.entry(file.path());
        Optional<Checksum> checksum = file.checksum().or(() -> known.map(entry -> Checksum.sha256(entry.sha256())));
        if (known.isPresent() && file.size().isEmpty()) {
            download = download.withSize(known.get().bytes());
        } else if (file.size().isPresent()) {
            download = download.withSize(file.size().getAsLong());
        }
        return checksum.map(download::withChecksum).orElse(download);
    }

    private void after(Fetched fetched) {
        if (fetched.failure().isEmpty()) {
            String path =
                    folder.relativize(fetched.download().target()).toString().replace('\\', '/');
            if (fetched.asked() || manifest.entry(path).isEmpty()) {
                manifest.add(path, fetched.download().address());
            }
            count(fetched, manifest.entry(path).orElseThrow().bytes());
        } else {
            countFailure(fetched.failure().get());
        }
    }

    private synchronized void count(Fetched fetched, long size) {
        unreached = 0;
        done++;
        before += fetched.asked() ? 0 : 1;
        bytes += size;
        int all = origin.files().size();
        listener.onProgress(
                new BenchmarkProgress(origin.name(), done, all, bytes, bytes + (all - done) * (bytes / done)));
    }

    private synchronized void countFailure(FetchException failure) {
        unreached += failure.reason() == Reason.NETWORK ? 1 : 0;
        if (unreached >= UNREACHED_IN_A_ROW) {
            throw failure;
        }
    }
}
