package io.github.lmclip.data.fetch;

import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;

/**
 * A file that could not be brought here; the message says from where, what came, what was expected and how to get the file
 * by other means.
 */
public final class FetchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why a fetch came to nothing. */
    public enum Reason {
        /** It was forbidden to ask the network. */
        OFFLINE,
        /** No connection, or none that lasted. */
        NETWORK,
        /** The server said no, or sent us where we do not go. */
        REFUSED,
        /** What came was something else than expected. */
        CONTENT,
        /** The file could not be written here. */
        STORAGE,
        /** The thread was interrupted. */
        INTERRUPTED
    }

    private final Reason reason;
    private final transient URI address;

    /**
     * Creates an exception.
     *
     * @param reason why
     * @param address what was to be fetched
     * @param message what came, what was expected
     * @param cause the complaint of the network or the file system; null where there is none
     */
    public FetchException(Reason reason, URI address, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.address = address;
    }

    /** Returns why. */
    public Reason reason() {
        return reason;
    }

    /** Returns what was to be fetched. */
    public URI address() {
        return address;
    }

    static FetchException storage(URI address, String message, Throwable cause) {
        return new FetchException(Reason.STORAGE, address, "%s: %s".formatted(address, message), cause);
    }

    /** Returns what an exception complains of, also where its message is empty. */
    static String complaint(Throwable e) {
        if (e instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "no such host is known here";
            }
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
