package io.github.lmclip.data.fetch;

import io.github.lmclip.data.fetch.FetchException.Reason;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One file that is read as it comes in, over as many connections as it takes. */
final class StreamRun {

    private static final int OK = 200;
    private static final int PARTIAL = 206;

    private final Download download;
    private final FetchOptions options;
    private final Requests requests;
    private final StreamReader reader;
    private final ProgressMeter meter;

    StreamRun(Download download, FetchOptions options, Requests requests, StreamReader reader) {
        this.download = download;
        this.options = options;
        this.requests = requests;
        this.reader = reader;
        meter = new ProgressMeter(download, options.listener());
    }

    void run() {
        if (options.offline()) {
            throw new FetchException(
                    Reason.OFFLINE,
                    download.address(),
                    "%s is wanted and the network is not to be asked; %s"
                            .formatted(download.address(), download.howToGet()),
                    null);
        }
        new Attempts(options, download.address(), download.howToGet(), reader::position).run(() -> {
            try {
                connect();
                return download.address();
            } catch (WrongContentException e) {
                reader.restart();
                throw e;
            }
        });
    }

    private void connect() throws IOException, InterruptedException {
        long from = reader.position();
        Map<String, String> range = from > 0 ? Map.of("Range", "bytes=%d-".formatted(from)) : Map.of();
        HttpResponse<BodyPieces> response = requests.get(download.address(), download.headers(), range);
        boolean finished = false;
        try (BodyStream body = body(response, from)) {
            reader.read(body);
            finished = true;
        } finally {
            if (!finished) {
                response.body().cancel();
            }
        }
    }

    /** Returns the file's bytes from the position on, also where the server sends all of them again. */
    private BodyStream body(HttpResponse<BodyPieces> response, long from) throws IOException, InterruptedException {
        if (response.statusCode() == OK) {
            OptionalLong total = response.headers().firstValueAsLong("content-length");
            requireSize(total);
            BodyStream whole = stream(response, 0, total);
            whole.skipNBytes(from);
            return whole;
        }
        if (response.statusCode() == PARTIAL && from > 0) {
            Optional<ContentRange> range = ContentRange.of(response.headers());
            if (range.isEmpty() || range.get().start().orElse(-1) != from) {
                throw new WrongContentException(
                        "the server answered 206 with another range, expected one from byte %d".formatted(from));
            }
            requireSize(range.get().total());
            return stream(response, from, range.get().total());
        }
        response.body().skip(options.timeouts().stall());
        throw new StatusException(response.statusCode(), response.headers());
    }

    private BodyStream stream(HttpResponse<BodyPieces> response, long from, OptionalLong total) {
        OptionalLong size = total.isPresent() ? total : download.size();
        return new BodyStream(response.body(), options.timeouts().stall(), from, size, meter);
    }

    private void requireSize(OptionalLong total) throws WrongContentException {
        if (total.isPresent() && download.size().isPresent() && download.size().getAsLong() != total.getAsLong()) {
            throw new WrongContentException("the server announces %d bytes, expected %d"
                    .formatted(total.getAsLong(), download.size().getAsLong()));
        }
    }
}
