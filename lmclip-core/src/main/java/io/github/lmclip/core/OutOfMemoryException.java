package io.github.lmclip.core;

/** An engine found no memory for what it was to compute; the message says what is needed and which options lower it. */
public final class OutOfMemoryException extends LmClipException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with the engine's complaint as cause. */
    public OutOfMemoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
