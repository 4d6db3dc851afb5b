package io.github.lmclip.core.watch;

import java.time.Duration;

/**
 * How long something takes, on the clock and of this process's threads.
 *
 * @param startNanos the clock at its start
 * @param cpuStart the processor seconds of this process before
 */
public record Stopwatch(long startNanos, double cpuStart) {

    private static final double NANOS = 1e9;

    /** Returns one that has just been started. */
    public static Stopwatch start() {
        return new Stopwatch(System.nanoTime(), processSeconds());
    }

    private static double processSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos()
                / NANOS;
    }

    /** Returns the seconds since, on the clock. */
    public double seconds() {
        return (System.nanoTime() - startNanos) / NANOS;
    }

    /** Returns the seconds since of all threads; 0 where the system does not tell. */
    public double cpuSeconds() {
        return processSeconds() - cpuStart;
    }
}
