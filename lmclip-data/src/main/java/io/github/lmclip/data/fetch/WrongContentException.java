package io.github.lmclip.data.fetch;

import java.io.IOException;

/** Bytes that are not those of the file, or not of the same version of it: they are thrown away. */
final class WrongContentException extends IOException {

    private static final long serialVersionUID = 1L;

    WrongContentException(String message) {
        super(message);
    }
}
