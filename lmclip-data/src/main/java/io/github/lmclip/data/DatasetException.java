package io.github.lmclip.data;

/** Content of a dataset's files that breaks their format; the message gives file, line, what came and was expected. */
public final class DatasetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with a message that says where, what came and what was expected. */
    public DatasetException(String message) {
        super(message);
    }

    /** Creates an exception with the file system's complaint as cause. */
    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
