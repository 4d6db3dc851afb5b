package io.github.lmclip.data;

/** A picture that cannot be turned into pixels: missing, truncated, or not a picture. The message names it. */
public final class PictureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception that names the picture, what came and what was expected. */
    public PictureException(String message) {
        super(message);
    }

    /** Creates an exception with the decoder's own complaint as cause. */
    public PictureException(String message, Throwable cause) {
        super(message, cause);
    }
}
