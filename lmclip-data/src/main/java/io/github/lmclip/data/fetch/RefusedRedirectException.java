package io.github.lmclip.data.fetch;

import java.io.IOException;

/** A redirect that is not followed. */
final class RefusedRedirectException extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedRedirectException(String message) {
        super(message);
    }
}
