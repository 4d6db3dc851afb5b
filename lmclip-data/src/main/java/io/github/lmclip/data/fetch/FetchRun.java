package io.github.lmclip.data.fetch;

import io.github.lmclip.data.fetch.FetchException.Reason;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One download, from a look at what is here to the file in its place. */
final class FetchRun {

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NO_SUCH_RANGE = 416;

    private final Download download;
    private final FetchOptions options;
    private final Requests requests;
    private final PartFile part;
    private final ProgressMeter meter;

    FetchRun(Download download, FetchOptions options, Requests requests) {
        this.download = download;
        this.options = options;
        this.requests = requests;
        part = new PartFile(download);
        meter = new ProgressMeter(download, options.listener());
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
                            || sumOf(target).equals(download.checksum().get()));
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
                connect();
                verify();
            } catch (WrongContentException e) {
                part.remove();
                throw e;
            }
            part.moveIntoPlace();
            return download.target();
        });
    }

    /** Brings what one connection gives; returns where that completes the file. */
    private void connect() throws IOException, InterruptedException {
        Optional<PartNote> note = part.note();
        boolean known = download.checksum().isPresent()
                || note.flatMap(PartNote::validator).isPresent();
        long from = known ? part.size() : 0;
        if (from > 0 && download.size().isPresent() && from >= download.size().getAsLong()) {
            return;
        }
        HttpResponse<BodyPieces> response = requests.get(download.address(), download.headers(), range(from, note));
        boolean finished = false;
        try {
            take(response, from, note);
            finished = true;
        } finally {
            if (!finished) {
                response.body().cancel();
            }
        }
    }

    private static Map<String, String> range(long from, Optional<PartNote> note) {
        Map<String, String> headers = new HashMap<>();
        if (from > 0) {
            headers.put("Range", "bytes=%d-".formatted(from));
            note.flatMap(PartNote::validator).ifPresent(version -> headers.put("If-Range", version));
        }
        return headers;
    }

    private void take(HttpResponse<BodyPieces> response, long from, Optional<PartNote> note)
            throws IOException, InterruptedException {
        PartNote answer = PartNote.of(download.address().toString(), response.headers());
        int status = response.statusCode();
        if (status == OK) {
            OptionalLong total = response.headers().firstValueAsLong("content-length");
            requireSize(total, 0);
            copy(response.body(), part.restart(answer), 0, total);
        } else if (status == PARTIAL && from > 0) {
            OptionalLong total = requireRange(response, from, note, answer);
            requireSize(total, from);
            copy(response.body(), part.resume(), from, total);
        } else if (status == NO_SUCH_RANGE && from > 0) {
            requireNothingLeft(response, from);
        } else {
            response.body().skip(options.timeouts().stall());
            throw new StatusException(status, response.headers());
        }
    }

    /** Checks that a part of the same version follows, from the byte asked for; returns the size of the whole. */
    private static OptionalLong requireRange(
            HttpResponse<BodyPieces> response, long from, Optional<PartNote> note, PartNote answer)
            throws WrongContentException {
        Optional<ContentRange> range = ContentRange.of(response.headers());
        if (range.isEmpty() || range.get().start().orElse(-1) != from) {
            throw new WrongContentException(
                    "the server answered 206 with Content-Range \"%s\", expected one from byte %d"
                            .formatted(
                                    response.headers()
                                            .firstValue("content-range")
                                            .orElse(""),
                                    from));
        }
        if (note.isPresent() && note.get().contradicts(answer)) {
            throw new WrongContentException("the file changed on the server, from version %s to %s"
                    .formatted(
                            note.get().validator().orElse("?"),
                            answer.validator().orElse("?")));
        }
        return range.get().total();
    }

    /** A server that has nothing beyond the bytes here lied about the length before, or has another file now. */
    private static void requireNothingLeft(HttpResponse<BodyPieces> response, long from) throws WrongContentException {
        OptionalLong total =
                ContentRange.of(response.headers()).map(ContentRange::total).orElse(OptionalLong.empty());
        if (total.isEmpty() || total.getAsLong() != from) {
            throw new WrongContentException("the server has no bytes from %d on, and says that the file has %s"
                    .formatted(from, total.isEmpty() ? "an unknown number" : total.getAsLong()));
        }
    }

    private void requireSize(OptionalLong total, long from) throws WrongContentException {
        if (total.isPresent()) {
            if (download.size().isPresent() && download.size().getAsLong() != total.getAsLong()) {
                throw new WrongContentException("the server announces %d bytes, expected %d"
                        .formatted(total.getAsLong(), download.size().getAsLong()));
            }
            part.requireRoom(total.getAsLong() - from);
        }
    }

    private void copy(BodyPieces body, FileChannel to, long from, OptionalLong total)
            throws IOException, InterruptedException {
        OptionalLong expected = total.isPresent() ? total : download.size();
        long here = from;
        try (FileChannel channel = to) {
            Optional<List<ByteBuffer>> piece = body.next(options.timeouts().stall());
            while (piece.isPresent()) {
                long bytes =
                        piece.get().stream().mapToLong(ByteBuffer::remaining).sum();
                here += bytes;
                if (expected.isPresent() && here > expected.getAsLong()) {
                    throw new WrongContentException(
                            "the server sends more than the %d bytes expected".formatted(expected.getAsLong()));
                }
                part.write(channel, piece.get());
                meter.add(bytes, here, expected);
                piece = body.next(options.timeouts().stall());
            }
        } finally {
            meter.report(here, expected);
        }
        if (expected.isPresent() && here < expected.getAsLong()) {
            throw new IOException("the connection ended after %d of %d bytes".formatted(here, expected.getAsLong()));
        }
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
    }
}
