package io.github.lmclip.core.text;

/**
 * Content of a vocabulary that breaks its format; the message names the file and the place in it, what came and what was
 * expected.
 */
public final class VocabularyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with a message that says where, what came and what was expected. */
    public VocabularyException(String message) {
        super(message);
    }

    /** Creates an exception with the parser's own complaint as cause. */
    public VocabularyException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns text of a file in quotes, cut where it is long. */
    static String quoted(String text) {
        return '"' + (text.length() <= 40 ? text : text.substring(0, 40) + "…") + '"';
    }
}
