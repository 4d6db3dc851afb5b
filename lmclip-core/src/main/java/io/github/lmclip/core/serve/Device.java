package io.github.lmclip.core.serve;

import java.util.Locale;

/**
 * Where a model is computed.
 *
 * @param kind of device
 * @param id number of the CUDA device, 0 for others
 */
public record Device(Kind kind, int id) {

    /** The first CUDA device where it can be used, else the CPU; the model says which it took and why. */
    public static final Device AUTO = new Device(Kind.AUTO, 0);

    /** The CPU. */
    public static final Device CPU = new Device(Kind.CPU, 0);

    private static final String CUDA = "cuda:";

    /** The kinds of device. */
    public enum Kind {
        /** Whatever can be had. */
        AUTO,
        /** The processor. */
        CPU,
        /** An NVIDIA card. */
        CUDA
    }

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Device {
        if (id < 0) {
            throw new IllegalArgumentException("a CUDA device's number must be >= 0, got %d".formatted(id));
        }
    }

    /**
     * Returns a CUDA device; opening a model on it fails where it cannot be used.
     *
     * @param id its number, from 0 on
     */
    public static Device cuda(int id) {
        return new Device(Kind.CUDA, id);
    }

    /**
     * Reads what {@link #toString()} writes.
     *
     * @throws IllegalArgumentException if it is no name of a device
     */
    public static Device parse(String name) {
        if (name.matches(CUDA + "\\d{1,4}")) {
            return cuda(Integer.parseInt(name.substring(CUDA.length())));
        }
        return switch (name) {
            case "auto" -> AUTO;
            case "cpu" -> CPU;
            default ->
                throw new IllegalArgumentException("a device is auto, cpu or cuda:N, got \"%s\"".formatted(name));
        };
    }

    /** Returns {@code auto}, {@code cpu} or such as {@code cuda:0}. */
    @Override
    public String toString() {
        return kind == Kind.CUDA ? CUDA + id : kind.name().toLowerCase(Locale.ROOT);
    }
}
