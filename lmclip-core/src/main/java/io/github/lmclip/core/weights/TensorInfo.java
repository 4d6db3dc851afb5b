package io.github.lmclip.core.weights;

import java.util.List;
import java.util.Objects;

/**
 * What a file says about one tensor.
 *
 * @param name the name, any well-formed string
 * @param type the number type that is stored
 * @param shape the sizes, outermost first; empty for a scalar
 * @param begin the first byte, counted from the start of the file's data
 * @param end the byte behind the last
 */
public record TensorInfo(String name, TensorType type, List<Long> shape, long begin, long end) {

    /** Copies the shape. */
    public TensorInfo {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        shape = List.copyOf(shape);
    }

    /** Returns the number of elements, 1 for a scalar. */
    public long elements() {
        return (end - begin) / type.width();
    }

    /** Returns the shape as an array of its own. */
    public long[] dimensions() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
