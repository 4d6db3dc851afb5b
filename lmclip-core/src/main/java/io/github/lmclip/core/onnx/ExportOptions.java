package io.github.lmclip.core.onnx;

import io.github.lmclip.core.serve.Calibration;
import io.github.lmclip.core.serve.ModelKind;
import io.github.lmclip.core.serve.Precision;
import io.soabase.recordbuilder.core.RecordBuilder;
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
 * @param staticInt8 pictures to find a network's ranges from; needed for convolutions in int8, not read else
 */
@RecordBuilder
@RecordBuilder.Options(suffix = "Copies")
public record ExportOptions(
        ModelKind kind,
        Precision precision,
        Optional<Calibration> calibration,
        List<Double> thresholds,
        long externalAbove,
        Optional<StaticInt8> staticInt8)
        implements ExportOptionsCopies.With {

    /** What a protobuf message can hold, less room for the graph. */
    private static final long LARGEST = Integer.MAX_VALUE - (64L << 20);

    private static final ExportOptions DEFAULTS = new ExportOptions(
            ModelKind.CLASSIFIER, Precision.FLOAT32, Optional.empty(), List.of(), LARGEST, Optional.empty());

    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is negative or more than a file of this format can hold
     */
    public ExportOptions {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(calibration, "calibration");
        Objects.requireNonNull(staticInt8, "staticInt8");
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

    /** Returns these options with probabilities as another output of the classifier. */
    public ExportOptions withCalibration(Calibration fitted) {
        return withCalibration(Optional.of(fitted));
    }

    /** Returns these options in whole numbers, with pictures to find a network's ranges from. */
    public ExportOptions withStaticInt8(StaticInt8 pictures) {
        return withStaticInt8(Optional.of(pictures)).withPrecision(Precision.INT8);
    }
}
