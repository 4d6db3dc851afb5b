package io.github.lmclip.core.watch;

/** The time of day at the start, and what has passed since: it does not go back when the machine's clock is set. */
final class SteadyClock {

    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    private final double start = System.currentTimeMillis() / MILLIS;
    private final long begun = System.nanoTime();

    /** Returns seconds since 1970. */
    double seconds() {
        return start + passed();
    }

    /** Returns seconds since the start. */
    double passed() {
        return (System.nanoTime() - begun) / NANOS;
    }
}
