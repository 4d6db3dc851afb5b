package io.github.lmclip.losses;

import ai.djl.ndarray.types.DataType;

/** The two precisions that reference values are stored in. */
enum Precision {
    DOUBLE(DataType.FLOAT64, "f64", 1e-12),
    SINGLE(DataType.FLOAT32, "f32", 1e-6);

    private final DataType type;
    private final String prefix;
    private final double floor;

    Precision(DataType type, String prefix, double floor) {
        this.type = type;
        this.prefix = prefix;
        this.floor = floor;
    }

    DataType type() {
        return type;
    }

    /** Returns how the reference values' fields begin. */
    String prefix() {
        return prefix;
    }

    /** Returns the magnitude below which errors count as absolute: that of rounding noise. */
    double floor() {
        return floor;
    }
}
