package io.github.lmclip.core.serve;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The numbers that an ONNX file holds and computes with. */
public enum Precision {
    /** float32 throughout. */
    FLOAT32("fp32"),
    /** Kept as float16, half the size, and computed in float32. */
    FLOAT16("fp16"),
    /**
     * The linear layers of transformers in whole numbers of 8 bits: weights by a scale per channel, inputs by a scale per
     * run. A quarter of the size, and about three times as fast on processors that have instructions for it.
     */
    INT8("int8");

    private final String label;

    Precision(String label) {
        this.label = label;
    }

    /** Returns the word for it in files and on the command line. */
    public String label() {
        return label;
    }

    /**
     * Returns the precision of a word.
     *
     * @throws IllegalArgumentException if there is none; the message lists the words
     */
    public static Precision of(String label) {
        return Arrays.stream(values())
                .filter(each -> each.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no precision \"%s\", expected one of %s"
                        .formatted(
                                label,
                                Arrays.stream(values()).map(Precision::label).collect(Collectors.joining(", ")))));
    }
}
