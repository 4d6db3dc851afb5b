package io.github.lmclip.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A body as a stream that ends where the file does: not earlier, as broken connections do, and not later. */
final class BodyStream extends InputStream {

    private final BodyPieces body;
    private final Duration stall;
    private final OptionalLong size;
    private final ProgressMeter meter;
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private long here;
    private boolean ended;

    BodyStream(BodyPieces body, Duration stall, long from, OptionalLong size, ProgressMeter meter) {
        this.body = body;
        this.stall = stall;
        this.size = size;
        this.meter = meter;
        here = from;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended && waiting.isEmpty()) {
            next();
        }
        if (waiting.isEmpty()) {
            return -1;
        }
        ByteBuffer piece = waiting.peek();
        int count = Math.min(length, piece.remaining());
        piece.get(into, offset, count);
        if (!piece.hasRemaining()) {
            waiting.remove();
        }
        return count;
    }

    private void next() throws IOException {
        try {
            Optional<List<ByteBuffer>> piece = body.next(stall);
            piece.orElse(List.of()).stream().filter(ByteBuffer::hasRemaining).forEach(waiting::add);
            long bytes = waiting.stream().mapToLong(ByteBuffer::remaining).sum();
            here += bytes;
            ended = piece.isEmpty();
            meter.add(bytes, here, size);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("the fetch was interrupted").initCause(e);
        }
        if (size.isPresent() && here > size.getAsLong()) {
            throw new WrongContentException(
                    "the server sends more than the %d bytes expected".formatted(size.getAsLong()));
        }
        if (ended && size.isPresent() && here < size.getAsLong()) {
            throw new IOException("the connection ended after %d of %d bytes".formatted(here, size.getAsLong()));
        }
    }

    @Override
    public void close() {
        meter.report(here, size);
    }
}
