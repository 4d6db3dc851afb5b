package io.github.lmclip.core.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All trained parameters of a network as views of one float32 buffer, so that the optimizer, a snapshot and a copy are
 * one operation each.
 */
public final class FlatParameters {

    /** Values to whose multiples parts are filled up on a GPU: 256 bytes, as its own allocations. */
    private static final int GPU_ALIGNMENT = 64;

    private final NDArray buffer;
    private final List<NDArray> views = new ArrayList<>();

    private FlatParameters(NDArray buffer, List<Shape> shapes) {
        this.buffer = buffer;
        long position = 0;
        for (Shape shape : shapes) {
            views.add(buffer.get(new NDIndex("{}:{}", position, position + shape.size()))
                    .reshape(shape));
            position += room(shape, buffer.getDevice());
        }
    }

    /** Returns how many values a part takes: a GPU's kernels want each part to begin where several values are read at once. */
    private static long room(Shape shape, Device device) {
        return device.isGpu() ? (shape.size() + GPU_ALIGNMENT - 1) / GPU_ALIGNMENT * GPU_ALIGNMENT : shape.size();
    }

    /**
     * Allocates one buffer of zeros and gives every parameter its part of it.
     *
     * @param manager owner of the buffer
     * @param parameters parameters without an array yet
     * @param shapes the shape of each
     */
    public static FlatParameters allocate(NDManager manager, List<Parameter> parameters, List<Shape> shapes) {
        FlatParameters flat = zeros(manager, shapes);
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            NDArray view = flat.views.get(i);
            parameter.setArray(view);
            // the engine reads a dot in an array's name as a dictionary key
            view.setName(null);
            view.setRequiresGradient(parameter.requiresGradient());
        }
        return flat;
    }

    /** Returns a buffer of zeros with parts of the given shapes; owned by {@code manager}. */
    static FlatParameters zeros(NDManager manager, List<Shape> shapes) {
        long size = shapes.stream()
                .mapToLong(shape -> room(shape, manager.getDevice()))
                .sum();
        try (GradientMode off = GradientMode.off()) {
            return new FlatParameters(manager.zeros(new Shape(size), DataType.FLOAT32), shapes);
        }
    }

    /** Returns the whole buffer; on a GPU there is room between the parts. */
    public NDArray buffer() {
        return buffer;
    }

    /** Returns the parts, in the order of the parameters. */
    public List<NDArray> views() {
        return Collections.unmodifiableList(views);
    }
}
