package io.github.lmclip.core.weights;

/** Content of a file of weights that breaks its format; the message names the file, what came and what was expected. */
public final class WeightsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with a message that says where, what came and what was expected. */
    public WeightsException(String message) {
        super(message);
    }

    /** Creates an exception with the parser's own complaint as cause. */
    public WeightsException(String message, Throwable cause) {
        super(message, cause);
    }
}
