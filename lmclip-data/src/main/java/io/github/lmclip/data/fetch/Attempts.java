package io.github.lmclip.data.fetch;

import io.github.lmclip.data.fetch.FetchException.Reason;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** Tries one thing again and again while there is hope: the judge of what is worth another attempt. */
final class Attempts {

    /** How many times content may be wrong: once by chance. */
    private static final int WRONG_ALLOWED = 1;

    private final FetchOptions options;
    private final URI address;
    private final String howToGet;
    private final LongSupplier here;
    private final SplittableRandom factors;
    private long most;
    private int fruitless;
    private int wrong;

    /** What may fail. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws IOException, InterruptedException;
    }

    /**
     * Prepares to try.
     *
     * @param howToGet what a message advises when all is in vain
     * @param here counts the bytes that attempts have brought so far
     */
    Attempts(FetchOptions options, URI address, String howToGet, LongSupplier here) {
        this.options = options;
        this.address = address;
        this.howToGet = howToGet;
        this.here = here;
        factors = new SplittableRandom(options.retries().seed() + address.hashCode());
    }

    /**
     * Returns what the first attempt gives that succeeds.
     *
     * @throws FetchException if none does
     */
    <T> T run(Attempt<T> attempt) {
        most = here.getAsLong();
        try {
            while (true) {
                try {
                    return attempt.run();
                } catch (IOException e) {
                    Duration pause = pauseAfter(e);
                    options.listener().onRetry(address, FetchException.complaint(e), pause);
                    Thread.sleep(pause.toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchException(Reason.INTERRUPTED, address, address + ": the fetch was interrupted", e);
        }
    }

    private Duration pauseAfter(IOException e) {
        if (e instanceof WrongContentException) {
            wrong++;
            if (wrong > WRONG_ALLOWED) {
                throw failure(Reason.CONTENT, e);
            }
            return options.retries().pause(1, factors);
        }
        if (e instanceof RefusedRedirectException || e instanceof StatusException status && !status.passing()) {
            throw failure(Reason.REFUSED, e);
        }
        fruitless = here.getAsLong() > most ? 1 : fruitless + 1;
        most = Math.max(most, here.getAsLong());
        if (fruitless > options.retries().count()) {
            throw failure(e instanceof StatusException ? Reason.REFUSED : Reason.NETWORK, e);
        }
        Duration pause = options.retries().pause(fruitless, factors);
        return e instanceof StatusException status
                ? status.retryAfter().map(asked -> longer(asked, pause)).orElse(pause)
                : pause;
    }

    private Duration longer(Duration asked, Duration pause) {
        Duration bounded = asked.compareTo(options.retries().longest()) > 0
                ? options.retries().longest()
                : asked;
        return bounded.compareTo(pause) > 0 ? bounded : pause;
    }

    private FetchException failure(Reason reason, IOException e) {
        String often = reason == Reason.NETWORK ? " (%d attempts in a row)".formatted(fruitless) : "";
        URI asked = options.mirrors().rewrite(address);
        return new FetchException(
                reason,
                address,
                "%s cannot be fetched%s: %s%s. By other means: %s"
                        .formatted(
                                address,
                                asked.equals(address) ? "" : " from " + asked,
                                FetchException.complaint(e),
                                often,
                                howToGet),
                e);
    }
}
