package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/** Arithmetic with numbers that keeps an array's type: a double would promote a float32 scalar to float64. */
final class Scalars {

    private Scalars() {}

    static NDArray times(NDArray array, double factor) {
        return array.mul(like(array, factor));
    }

    static NDArray plus(NDArray array, double summand) {
        return array.add(like(array, summand));
    }

    private static Number like(NDArray array, double value) {
        if (array.getDataType() == DataType.FLOAT64) {
            return value;
        }
        return (float) value;
    }
}
