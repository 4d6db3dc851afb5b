package io.github.lmclip.data.fetch;

import java.io.IOException;

/** Bytes that are not those of the file, or not of the same version of it: they are thrown away. */
public final class WrongContentException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with a message that says what came and what was expected. */
    public WrongContentException(String message) {
        super(message);
    }
}
