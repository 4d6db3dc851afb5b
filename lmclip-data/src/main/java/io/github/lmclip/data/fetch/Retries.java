package io.github.lmclip.data.fetch;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How often to try again, and after which pause. The n-th pause is {@code first} doubled n - 1 times, at most {@code
 * longest}, times a factor drawn from [0.5, 1), so that many clients do not come back at once.
 *
 * @param count how many attempts in a row may bring nothing new after the first of them, >= 0
 * @param first the first pause before its factor
 * @param longest the longest pause
 * @param seed of the factors
 */
public record Retries(int count, Duration first, Duration longest, long seed) {

    /** Doublings beyond which any pause is the longest. */
    private static final int MOST_DOUBLINGS = 30;

    /** Checks the numbers. */
    public Retries {
        if (count < 0) {
            throw new IllegalArgumentException("count must be >= 0, got " + count);
        }
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "expected 0 <= first <= longest, got %s and %s".formatted(first, longest));
        }
    }

    /** Returns 6 retries, after half a second at first and a minute at most. */
    public static Retries defaults() {
        return new Retries(6, Duration.ofMillis(500), Duration.ofMinutes(1), 0);
    }

    /** Returns a copy with another number of retries. */
    public Retries withCount(int count) {
        return new Retries(count, first, longest, seed);
    }

    /** Returns a copy with other pauses. */
    public Retries withPauses(Duration first, Duration longest) {
        return new Retries(count, first, longest, seed);
    }

    /** Returns a copy with other factors. */
    public Retries withSeed(long seed) {
        return new Retries(count, first, longest, seed);
    }

    /**
     * Returns the pause before a retry.
     *
     * @param retry 1 for the first
     * @param factors where the factor is drawn from
     */
    Duration pause(int retry, SplittableRandom factors) {
        double doubled = first.toMillis() * (double) (1L << Math.min(retry - 1, MOST_DOUBLINGS));
        double factor = 0.5 + factors.nextDouble() / 2;
        return Duration.ofMillis((long) (Math.min(doubled, longest.toMillis()) * factor));
    }
}
