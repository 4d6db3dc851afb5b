package io.github.lmclip.core.onnx;

import io.github.lmclip.core.serve.Calibration;
import io.github.lmclip.core.serve.ModelKind;
import io.github.lmclip.core.serve.Precision;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an ONNX file is to hold.
 *
 * @param kind which part of the model
 * @param precision its numbers
 * @param calibration from a classifier's logits to probabilities, where it is wished
 * @param thresholds the logit from which on each label counts as present, or none
 * @param externalAbove how many bytes of constants fit into the file itself; more go into a second file beside it
 */
public record ExportOptions(
        ModelKind kind,
        Precision precision,
        Optional<Calibration> calibration,
        List<Double> thresholds,
        long externalAbove) {

    /** What a protobuf message can hold, less room for the graph. */
    private static final long LARGEST = Integer.MAX_VALUE - (64L << 20);

    private static final ExportOptions DEFAULTS =
            new ExportOptions(ModelKind.CLASSIFIER, Precision.FLOAT32, Optional.empty(), List.of(), LARGEST);

    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is negative or more than a file of this format can hold
     */
    public ExportOptions {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(calibration, "calibration");
        thresholds = List.copyOf(thresholds);
        if (externalAbove < 0 || externalAbove > LARGEST) {
            throw new IllegalArgumentException(
                    "externalAbove must be in [0, %d] bytes, got %d".formatted(LARGEST, externalAbove));
        }
    }

    /** Returns a classifier in float32, in one file where it fits. */
    public static ExportOptions defaults() {
        return DEFAULTS;
    }

    /** Returns these options for another part of the model. */
    public ExportOptions withKind(ModelKind part) {
        return new ExportOptions(part, precision, calibration, thresholds, externalAbove);
    }

    /** Returns these options in another precision. */
    public ExportOptions withPrecision(Precision other) {
        return new ExportOptions(kind, other, calibration, thresholds, externalAbove);
    }

    /** Returns these options with probabilities as another output of the classifier. */
    public ExportOptions withCalibration(Calibration fitted) {
        return new ExportOptions(kind, precision, Optional.of(fitted), thresholds, externalAbove);
    }

    /** Returns these options with the logit from which on each label counts as present. */
    public ExportOptions withThresholds(List<Double> logits) {
        return new ExportOptions(kind, precision, calibration, logits, externalAbove);
    }

    /** Returns these options with another limit, in bytes; with 0 all larger constants lie in the second file. */
    public ExportOptions withExternalAbove(long bytes) {
        return new ExportOptions(kind, precision, calibration, thresholds, bytes);
    }
}
