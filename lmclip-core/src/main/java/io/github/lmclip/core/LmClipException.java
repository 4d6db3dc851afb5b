package io.github.lmclip.core;

/** What a run or an engine could not do; the message says where and why, the cause is the engine's own complaint. */
public class LmClipException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception that says where, what came and what was expected. */
    public LmClipException(String message) {
        super(message);
    }

    /** Creates an exception with the engine's complaint as cause. */
    public LmClipException(String message, Throwable cause) {
        super(message, cause);
    }
}
