package io.github.lmclip.core.onnx;

import io.github.lmclip.core.serve.ModelKind;
import java.util.Objects;

/**
 * What an ONNX file is to hold.
 *
 * @param kind which part of the model
 * @param externalAbove how many bytes of constants fit into the file itself; more go into a second file beside it
 */
public record ExportOptions(ModelKind kind, long externalAbove) {

    /** What a protobuf message can hold, less room for the graph. */
    private static final long LARGEST = Integer.MAX_VALUE - (64L << 20);

    private static final ExportOptions DEFAULTS = new ExportOptions(ModelKind.CLASSIFIER, LARGEST);

    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is negative or more than a file of this format can hold
     */
    public ExportOptions {
        Objects.requireNonNull(kind, "kind");
        if (externalAbove < 0 || externalAbove > LARGEST) {
            throw new IllegalArgumentException(
                    "externalAbove must be in [0, %d] bytes, got %d".formatted(LARGEST, externalAbove));
        }
    }

    /** Returns a classifier, in one file where it fits. */
    public static ExportOptions defaults() {
        return DEFAULTS;
    }

    /** Returns these options for another part of the model. */
    public ExportOptions withKind(ModelKind part) {
        return new ExportOptions(part, externalAbove);
    }

    /** Returns these options with another limit, in bytes; with 0 all larger constants lie in the second file. */
    public ExportOptions withExternalAbove(long bytes) {
        return new ExportOptions(kind, bytes);
    }
}
