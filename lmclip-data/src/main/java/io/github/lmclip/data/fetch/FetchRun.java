package io.github.lmclip.data.fetch;

import io.github.lmclip.data.fetch.FetchException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One download, from a look at what is here to the file in its place. */
final class FetchRun {

    private final Download download;
    private final FileCheck check;
    private final FetchOptions options;
    private final PartFile part;
    private final Connection connection;

    FetchRun(Download download, FileCheck check, FetchOptions options, Requests requests) {
        this.download = download;
        this.check = check;
        this.options = options;
        part = new PartFile(download);
        connection = new Connection(download, options, requests, part);
    }

    /** Brings the file, unless it is there; returns whether the network was asked. */
    boolean run() {
        boolean here = isHere();
        if (here && !part.exists()) {
            return false;
        }
        if (!here && options.offline()) {
            throw new FetchException(
                    Reason.OFFLINE,
                    download.address(),
                    "%s %s and the network is not to be asked; %s"
                            .formatted(
                                    download.target(),
                                    Files.exists(download.target()) ? "is not the file expected" : "is missing",
                                    download.howToGet()),
                    null);
        }
        part.createFolder();
        try (FolderLock lock = FolderLock.acquire(download.target())) {
            if (isHere()) {
                part.remove();
                return false;
            }
            bring();
            return true;
        } catch (IOException e) {
            throw FetchException.storage(
                    download.address(),
                    "cannot lock the folder of %s (%s)".formatted(download.target(), FetchException.complaint(e)),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchException(
                    Reason.INTERRUPTED, download.address(), download.address() + ": the fetch was interrupted", e);
        }
    }

    /** A file under the target's name is whole, by construction; whether it is the right one, its size and sum say. */
    private boolean isHere() {
        Path target = download.target();
        try {
            return Files.isRegularFile(target)
                    && (download.size().isEmpty() || download.size().getAsLong() == Files.size(target))
                    && (download.checksum().isEmpty()
                            ? check.complaint(target).isEmpty()
                            : sumOf(target).equals(download.checksum().get()));
        } catch (IOException e) {
            throw FetchException.storage(
                    download.address(), "cannot read %s (%s)".formatted(target, FetchException.complaint(e)), e);
        }
    }

    private Checksum sumOf(Path file) throws IOException {
        return Checksum.of(download.checksum().orElseThrow().algorithm(), file);
    }

    private void bring() {
        new Attempts(options, download.address(), download.howToGet(), part::size).run(() -> {
            try {
                connection.bring();
                verify();
            } catch (WrongContentException e) {
                part.remove();
                throw e;
            }
            part.moveIntoPlace();
            return download.target();
        });
    }

    private void verify() throws IOException {
        if (download.size().isPresent() && part.size() != download.size().getAsLong()) {
            throw new WrongContentException("got %d bytes, expected %d"
                    .formatted(part.size(), download.size().getAsLong()));
        }
        if (download.checksum().isPresent()) {
            Checksum found = sumOf(part.path());
            if (!found.equals(download.checksum().get())) {
                throw new WrongContentException("got %s, expected %s"
                        .formatted(found, download.checksum().get()));
            }
        }
        Optional<String> complaint = check.complaint(part.path());
        if (complaint.isPresent()) {
            throw new WrongContentException(complaint.get());
        }
    }
}
