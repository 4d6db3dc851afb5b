package io.github.lmclip.data.fetch;

import java.time.Duration;

/**
 * How long to wait for a server.
 *
 * @param connect for a connection
 * @param answer from a request to the head of its answer
 * @param stall for the next byte of a body
 */
public record Timeouts(Duration connect, Duration answer, Duration stall) {

    /** Checks that all are positive. */
    public Timeouts {
        requirePositive("connect", connect);
        requirePositive("answer", answer);
        requirePositive("stall", stall);
    }

    /** Returns 20 s for a connection, 60 s for an answer, 30 s for a byte. */
    public static Timeouts defaults() {
        return new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(30));
    }

    /** Returns a copy with another wait for connections. */
    public Timeouts withConnect(Duration connect) {
        return new Timeouts(connect, answer, stall);
    }

    /** Returns a copy with another wait for answers. */
    public Timeouts withAnswer(Duration answer) {
        return new Timeouts(connect, answer, stall);
    }

    /** Returns a copy with another wait for the next byte. */
    public Timeouts withStall(Duration stall) {
        return new Timeouts(connect, answer, stall);
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("%s must be > 0, got %s".formatted(name, duration));
        }
    }
}
