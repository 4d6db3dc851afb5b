package io.github.lmclip.core.weights;

import java.util.List;
import java.util.Objects;

/**
 * What a file says about one tensor.
 *
 * @param name the name, any well-formed string
 * @param type the number type that is stored
 * @param shape the sizes, outermost first, each >= 0; empty for a scalar
 */
public record TensorInfo(String name, TensorType type, List<Long> shape) {

    /**
     * Copies the shape.
     *
     * @throws IllegalArgumentException if a size is negative
     */
    public TensorInfo {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        shape = List.copyOf(shape);
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("%s: sizes must be >= 0, got %d".formatted(name, size));
            }
        }
    }

    /**
     * Returns the number of elements, 1 for a scalar.
     *
     * @throws ArithmeticException if it is beyond 2^63 - 1, which no file that was opened contains
     */
    public long elements() {
        if (shape.contains(0L)) {
            return 0;
        }
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /** Returns the shape as an array of its own. */
    public long[] dimensions() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    /** Returns the number of elements, or any number above the limit where it is above: it never overflows. */
    static long elements(List<Long> shape, long limit) {
        if (shape.contains(0L)) {
            return 0;
        }
        long elements = 1;
        for (long size : shape) {
            if (size > limit / elements) {
                return limit + 1;
            }
            elements *= size;
        }
        return elements;
    }
}
