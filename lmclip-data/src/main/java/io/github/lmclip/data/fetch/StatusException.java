package io.github.lmclip.data.fetch;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** An answer that is no file. */
final class StatusException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What a server may answer otherwise a little later. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

    private final int status;
    private final Duration retryAfter;

    StatusException(int status, HttpHeaders headers) {
        super("the server answered %d%s, expected 200"
                .formatted(
                        status,
                        headers.firstValue("x-error-message")
                                .map(" (%s)"::formatted)
                                .orElse("")));
        this.status = status;
        retryAfter = headers.firstValue("retry-after")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(null);
    }

    boolean passing() {
        return PASSING.contains(status);
    }

    /** Returns the pause that the server asks for. */
    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
