package io.github.lmclip.core.serve;

/** An ONNX file that cannot be served: truncated, of another kind, or without this library's metadata. */
public final class OnnxModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception that names the file, what came and what was expected. */
    public OnnxModelException(String message) {
        super(message);
    }

    /** Creates an exception with the runtime's own complaint as cause. */
    public OnnxModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
