package io.github.lmclip.data.fetch;

import io.github.lmclip.data.fetch.LoopbackServer.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the loopback server answers one request. */
@FunctionalInterface
public interface Manner {

    String ETAG = "\"v1\"";

    /** The range that a client asks for when it resumes. */
    Pattern RANGE = Pattern.compile("bytes=(\\d+)-");

    /** Answers; returns whether the connection stays open. */
    boolean answer(Request request, OutputStream out) throws IOException;

    /** Serves a file as one should, ranges included. */
    static Manner good(byte[] file) {
        return good(file, ETAG);
    }

    static Manner good(byte[] file, String etag) {
        return (request, out) -> {
            int from = from(request, file.length, etag);
            head(out, from, file.length, etag);
            out.write(file, from, file.length - from);
            return true;
        };
    }

    /** Serves a file piece by piece with pauses, and counts the bytes. */
    static Manner slow(byte[] file, int piece, long pauseMillis, LongAdder sent) {
        return (request, out) -> {
            int from = from(request, file.length, ETAG);
            head(out, from, file.length, ETAG);
            for (int at = from; at < file.length; at += piece) {
                out.write(file, at, Math.min(piece, file.length - at));
                out.flush();
                sent.add(Math.min(piece, file.length - at));
                pause(pauseMillis);
            }
            return true;
        };
    }

    /** Serves a file up to a byte of it, then closes the connection. */
    static Manner cutAt(byte[] file, int end) {
        return (request, out) -> {
            int from = from(request, file.length, ETAG);
            head(out, from, file.length, ETAG);
            out.write(file, from, Math.max(0, end - from));
            return false;
        };
    }

    /** Serves a file up to a byte of it, then nothing more, for as long as a test may last. */
    static Manner stallAt(byte[] file, int end) {
        return (request, out) -> {
            int from = from(request, file.length, ETAG);
            head(out, from, file.length, ETAG);
            out.write(file, from, Math.max(0, end - from));
            out.flush();
            pause(60_000);
            return false;
        };
    }

    /** Says nothing at all. */
    static Manner silent() {
        return (request, out) -> {
            pause(60_000);
            return false;
        };
    }

    /** Serves all of a file whatever range is asked for. */
    static Manner ignoringRanges(byte[] file) {
        return announcing(file, file.length);
    }

    /** Serves all of a file, cut off at its end, and announces another length. */
    static Manner announcing(byte[] file, long length) {
        return (request, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n".formatted(length));
            out.write(file);
            return file.length == length;
        };
    }

    /** Serves a file in chunks, so that its length is not known before its end. */
    static Manner chunked(byte[] file) {
        return (request, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            write(out, Integer.toHexString(file.length) + "\r\n");
            out.write(file);
            write(out, "\r\n0\r\n\r\n");
            return true;
        };
    }

    /** Answers a range with another one, without a word on versions. */
    static Manner wrongRange(byte[] file, int from) {
        return (request, out) -> {
            write(
                    out,
                    "HTTP/1.1 206 Partial Content\r\nContent-Length: %d\r\nContent-Range: bytes %d-%d/%d\r\n\r\n"
                            .formatted(file.length - from, from, file.length - 1, file.length));
            out.write(file, from, file.length - from);
            return true;
        };
    }

    /** Answers a range by the file of today, whatever version the client asks for. */
    static Manner ignoringConditions(byte[] file, String etag) {
        return (request, out) -> {
            Matcher range = RANGE.matcher(request.headers().getOrDefault("range", ""));
            int from = range.matches() ? Integer.parseInt(range.group(1)) : 0;
            head(out, from, file.length, etag);
            out.write(file, from, file.length - from);
            return true;
        };
    }

    static Manner status(int status, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return (request, out) -> {
            write(out, "HTTP/1.1 %d Told So\r\nContent-Length: 0\r\n%s\r\n".formatted(status, more));
            return true;
        };
    }

    static Manner redirect(String location) {
        return status(302, "Location: " + location);
    }

    /** Returns from where a request wants the file, 0 if its condition on the version fails, as servers should. */
    private static int from(Request request, int length, String etag) {
        Matcher range = RANGE.matcher(request.headers().getOrDefault("range", ""));
        boolean current = request.headers().getOrDefault("if-range", etag).equals(etag);
        return range.matches() && current ? Math.min(Integer.parseInt(range.group(1)), length) : 0;
    }

    private static void head(OutputStream out, int from, int length, String etag) throws IOException {
        if (from > 0 && from == length) {
            write(
                    out,
                    "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\nContent-Range: bytes */%d\r\n\r\n"
                            .formatted(length));
            return;
        }
        String status = from > 0
                ? "206 Partial Content\r\nContent-Range: bytes %d-%d/%d".formatted(from, length - 1, length)
                : "200 OK";
        write(out, "HTTP/1.1 %s\r\nContent-Length: %d\r\nETag: %s\r\n\r\n".formatted(status, length - from, etag));
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(LoopbackServer.latin(text));
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
