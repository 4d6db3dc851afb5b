package io.github.lmclip.data.fetch;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * How to fetch.
 *
 * @param timeouts how long to wait for a server
 * @param retries how often to try again
 * @param parallel how many downloads run at once, >= 1
 * @param redirects how many redirects a request follows, >= 0
 * @param proxy an HTTP proxy such as {@code http://proxy:3128}; absent, what Java's system properties say
 * @param mirrors other places that hold the same files
 * @param offline whether asking the network is forbidden
 * @param listener who watches
 */
public record FetchOptions(
        Timeouts timeouts,
        Retries retries,
        int parallel,
        int redirects,
        Optional<URI> proxy,
        Mirrors mirrors,
        boolean offline,
        FetchListener listener) {

    private static final FetchListener NOBODY = new FetchListener() {};

    /** Checks the numbers and the proxy. */
    public FetchOptions {
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(retries, "retries");
        Objects.requireNonNull(mirrors, "mirrors");
        Objects.requireNonNull(listener, "listener");
        if (parallel < 1 || redirects < 0) {
            throw new IllegalArgumentException(
                    "expected parallel >= 1 and redirects >= 0, got %d and %d".formatted(parallel, redirects));
        }
        proxy.filter(address -> !"http".equals(address.getScheme())
                        || address.getHost() == null
                        || address.getPort() < 0
                        || address.getUserInfo() != null)
                .ifPresent(address -> {
                    throw new IllegalArgumentException(
                            "expected a proxy of the form http://host:port, got one with scheme %s, host %s and port %d"
                                    .formatted(address.getScheme(), address.getHost(), address.getPort()));
                });
    }

    /** Returns 4 downloads at once, 10 redirects, no proxy of its own, no mirrors, online, unwatched. */
    public static FetchOptions defaults() {
        return new FetchOptions(
                Timeouts.defaults(), Retries.defaults(), 4, 10, Optional.empty(), Mirrors.none(), false, NOBODY);
    }

    /** Returns a copy with other timeouts. */
    public FetchOptions withTimeouts(Timeouts timeouts) {
        return new FetchOptions(timeouts, retries, parallel, redirects, proxy, mirrors, offline, listener);
    }

    /** Returns a copy with other retries. */
    public FetchOptions withRetries(Retries retries) {
        return new FetchOptions(timeouts, retries, parallel, redirects, proxy, mirrors, offline, listener);
    }

    /** Returns a copy with another number of downloads at once. */
    public FetchOptions withParallel(int parallel) {
        return new FetchOptions(timeouts, retries, parallel, redirects, proxy, mirrors, offline, listener);
    }

    /** Returns a copy with another limit of redirects. */
    public FetchOptions withRedirects(int redirects) {
        return new FetchOptions(timeouts, retries, parallel, redirects, proxy, mirrors, offline, listener);
    }

    /** Returns a copy that goes through a proxy. */
    public FetchOptions withProxy(URI proxy) {
        return new FetchOptions(timeouts, retries, parallel, redirects, Optional.of(proxy), mirrors, offline, listener);
    }

    /** Returns a copy with other mirrors. */
    public FetchOptions withMirrors(Mirrors mirrors) {
        return new FetchOptions(timeouts, retries, parallel, redirects, proxy, mirrors, offline, listener);
    }

    /** Returns a copy that may not, or may, ask the network. */
    public FetchOptions withOffline(boolean offline) {
        return new FetchOptions(timeouts, retries, parallel, redirects, proxy, mirrors, offline, listener);
    }

    /** Returns a copy with another watcher. */
    public FetchOptions withListener(FetchListener listener) {
        return new FetchOptions(timeouts, retries, parallel, redirects, proxy, mirrors, offline, listener);
    }
}
