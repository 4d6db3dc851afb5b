package io.github.lmclip.core.weights;

import java.nio.FloatBuffer;
import java.util.Map;

/**
 * An open file of named tensors, in whichever format; its names and shapes are checked as a whole when it is opened, its
 * numbers are read one tensor at a time straight into the caller's memory. The caller closes it.
 */
public interface WeightFile extends AutoCloseable {

    /** Returns what messages call the file. */
    String name();

    /** Returns what the file holds, by name, in the file's order. */
    Map<String, TensorInfo> tensors();

    /** Returns strings that the file carries beside its tensors; empty where it has none. */
    Map<String, String> metadata();

    /**
     * Reads a tensor, in C order, as float32: the nearest one where the stored type is wider.
     *
     * @param tensor the name
     * @param target takes the values from its position on, which advances
     * @throws IllegalArgumentException if there is no such tensor, or no room for it
     * @throws WeightsException if the file turns out to be damaged
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    void read(String tensor, FloatBuffer target);

    @Override
    void close();
}
