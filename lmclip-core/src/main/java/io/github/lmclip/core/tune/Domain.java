package io.github.lmclip.core.tune;

import java.util.List;

/** The values that a search may give one key. Equal parts of [0, 1] are equally likely values. */
public sealed interface Domain permits RealRange, StepRange, Choices {

    /**
     * Returns the value at a position.
     *
     * @param position in [0, 1]
     */
    String at(double position);

    /**
     * Returns the position of a value, in [0, 1]; {@link #at} of it is the value.
     *
     * @throws IllegalArgumentException if it is none of these values
     */
    double position(String value);

    /** Returns values that a configuration has to take if it is to take all: ends and, without an order, every one. */
    List<String> probes();

    /** Returns how many values there are; {@code Long.MAX_VALUE} for a real range. */
    long size();

    /** Returns these values as a file has them. */
    String text();
}
