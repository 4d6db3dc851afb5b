package io.github.lmclip.data.fetch;

import java.net.URI;
import java.time.Duration;

/** Watches a fetcher; called by the threads that fetch, several at once where downloads run in parallel. */
public interface FetchListener {

    /** Bytes have come in; called a few times a second and once at the end of every connection. */
    default void onProgress(FetchProgress progress) {}

    /**
     * An attempt has failed and another one follows.
     *
     * @param address what is being fetched
     * @param complaint what went wrong
     * @param pause how long the fetcher waits before
     */
    default void onRetry(URI address, String complaint, Duration pause) {}
}
