package io.github.lmclip.losses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/**
 * Multiplication by numbers, for arrays with gradient. DJL's {@code mul(Number)} closes the number's array at once, whose
 * memory is Java's: a collection before the backward pass, which reads it again, then ruins the gradient. Here that array
 * lives as long as the manager of the other one.
 */
final class Scalars {

    private Scalars() {}

    static NDArray times(NDArray array, double factor) {
        // a double would promote a float32 scalar to float64
        NDArray number = array.getDataType() == DataType.FLOAT64
                ? array.getManager().create(factor)
                : array.getManager().create((float) factor);
        return array.mul(number);
    }
}
