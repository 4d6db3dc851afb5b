package io.github.lmclip.core;

/** A loss or its gradient is no longer a finite number; the message says where, and the value of each term. */
public final class DivergedException extends LmClipException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception that says where. */
    public DivergedException(String message) {
        super(message);
    }
}
