package io.github.lmclip.core.weights;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What a header says of a tensor.
 *
 * @param name unique in its file
 * @param type of its numbers
 * @param shape sizes, the outermost first; empty for a scalar
 * @param begin first byte, counted from the end of the header
 * @param end the byte after the last one
 */
public record TensorInfo(String name, TensorType type, long[] shape, long begin, long end) {

    /** Copies the shape. */
    public TensorInfo {
        shape = shape.clone();
    }

    /** Returns a copy of the sizes. */
    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** Returns how many numbers the tensor has. */
    public long size() {
        return (end - begin) / type.bytes();
    }

    /** Two descriptions are equal if all they say is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TensorInfo that
                && name.equals(that.name)
                && type == that.type
                && Arrays.equals(shape, that.shape)
                && begin == that.begin
                && end == that.end;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return "%s %s %s"
                .formatted(
                        name,
                        type,
                        Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", ", "[", "]")));
    }
}
