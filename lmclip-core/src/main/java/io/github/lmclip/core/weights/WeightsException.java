package io.github.lmclip.core.weights;

/** A weight file that breaks its format or does not fit the network; the message gives file, what came and what was expected. */
public final class WeightsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with a message that says where, what came and what was expected. */
    public WeightsException(String message) {
        super(message);
    }

    /** Creates an exception with the parser's complaint as cause. */
    public WeightsException(String message, Throwable cause) {
        super(message, cause);
    }
}
