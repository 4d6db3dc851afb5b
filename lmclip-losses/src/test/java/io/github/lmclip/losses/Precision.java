package io.github.lmclip.losses;

import ai.djl.engine.Engine;
import ai.djl.ndarray.types.DataType;

/** The two precisions that reference values are stored in. */
enum Precision {
    DOUBLE(DataType.FLOAT64, "f64", 1e-12),
    SINGLE(DataType.FLOAT32, "f32", 1e-6);

    /** A GPU sums in another order: float32 noise of terms around 1 stands beside an exact 0. */
    private static final double GPU_FLOOR = 1e-3;

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
        return this == SINGLE && Engine.getInstance().getGpuCount() > 0 ? GPU_FLOOR : floor;
    }
}
