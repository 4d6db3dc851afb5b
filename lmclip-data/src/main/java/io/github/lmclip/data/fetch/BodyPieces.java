package io.github.lmclip.data.fetch;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A body as it comes in, piece by piece; unlike the client's own stream, a wait for the next piece ends. */
final class BodyPieces implements BodySubscriber<BodyPieces> {

    /** A piece, the end (no piece, no failure) or a failure. */
    private record Event(List<ByteBuffer> piece, Throwable failure) {}

    private static final int SKIPPED_PIECES = 4;

    private static final Event END = new Event(null, null);

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private Flow.Subscription subscription;
    private boolean cancelled;

    @Override
    public CompletionStage<BodyPieces> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        synchronized (this) {
            this.subscription = subscription;
            if (cancelled) {
                subscription.cancel();
                return;
            }
        }
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> piece) {
        events.add(new Event(piece, null));
    }

    @Override
    public void onError(Throwable failure) {
        events.add(new Event(null, failure));
    }

    @Override
    public void onComplete() {
        events.add(END);
    }

    /**
     * Returns the next piece, none at the end.
     *
     * @throws IOException if the connection broke or nothing came for so long
     */
    Optional<List<ByteBuffer>> next(Duration stall) throws IOException, InterruptedException {
        Event event = events.poll(stall.toNanos(), TimeUnit.NANOSECONDS);
        if (event == null) {
            throw new IOException("the connection stalled: not a byte for %d ms".formatted(stall.toMillis()));
        }
        if (event.failure() != null) {
            throw new IOException(FetchException.complaint(event.failure()), event.failure());
        }
        if (event == END) {
            return Optional.empty();
        }
        synchronized (this) {
            subscription.request(1);
        }
        return Optional.of(event.piece());
    }

    /** Reads the rest where it is short, so that the connection can serve the next request; else drops both. */
    void skip(Duration stall) throws IOException, InterruptedException {
        for (int pieces = 0; pieces < SKIPPED_PIECES; pieces++) {
            if (next(stall).isEmpty()) {
                return;
            }
        }
        cancel();
    }

    /** Drops the rest, and with it the connection, unless all has come. */
    synchronized void cancel() {
        cancelled = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
