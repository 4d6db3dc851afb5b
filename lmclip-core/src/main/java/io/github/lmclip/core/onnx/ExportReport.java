package io.github.lmclip.core.onnx;

import java.util.List;

/**
 * What came of an export.
 *
 * @param agreement mean centred cosine of the features with those in float, on the pictures that were kept back; 1 where
 *     nothing was measured
 * @param convolutions how many there are to be brought to whole numbers; 0 where that was not wished
 * @param floats names of those that stayed in float
 * @param floatSums whether the sums of branches and shortcuts stayed in float
 */
public record ExportReport(double agreement, int convolutions, List<String> floats, boolean floatSums) {

    /** Nothing was measured. */
    static final ExportReport PLAIN = new ExportReport(1, 0, List.of(), true);

    /** Copies the names. */
    public ExportReport {
        floats = List.copyOf(floats);
    }
}
