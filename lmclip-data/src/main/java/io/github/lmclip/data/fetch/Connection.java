package io.github.lmclip.data.fetch;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Adds to a partial file what the server gives: asks for what is not here yet, and distrusts the answer. */
final class Connection {

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NO_SUCH_RANGE = 416;

    private final Download download;
    private final FetchOptions options;
    private final Requests requests;
    private final PartFile part;
    private final ProgressMeter meter;

    Connection(Download download, FetchOptions options, Requests requests, PartFile part) {
        this.download = download;
        this.options = options;
        this.requests = requests;
        this.part = part;
        meter = new ProgressMeter(download, options.listener());
    }

    /**
     * Brings what one connection gives; returns where that completes the file.
     *
     * @throws WrongContentException if that is not of the file, and the bytes so far are not to be trusted
     */
    void bring() throws IOException, InterruptedException {
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
}
