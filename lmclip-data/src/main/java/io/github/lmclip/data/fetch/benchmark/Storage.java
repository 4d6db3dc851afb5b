package io.github.lmclip.data.fetch.benchmark;

import io.github.lmclip.data.fetch.FetchException;
import io.github.lmclip.data.fetch.FetchException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;

/** Complaints of the file system as ours, which no retry mends. */
final class Storage {

    /** Something done to a file. */
    @FunctionalInterface
    interface Deed<T> {
        T run() throws IOException;
    }

    private Storage() {}

    /**
     * Returns what the deed gives.
     *
     * @throws FetchException if the file system complains
     */
    static <T> T run(URI address, String verb, Path file, Deed<T> deed) {
        try {
            return deed.run();
        } catch (IOException e) {
            throw new FetchException(
                    e instanceof ClosedByInterruptException ? Reason.INTERRUPTED : Reason.STORAGE,
                    address,
                    "%s: cannot %s %s (%s: %s)"
                            .formatted(address, verb, file, e.getClass().getSimpleName(), e.getMessage()),
                    e);
        }
    }
}
