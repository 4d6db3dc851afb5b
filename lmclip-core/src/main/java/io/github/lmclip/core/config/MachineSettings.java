package io.github.lmclip.core.config;

import ai.djl.Device;
import io.github.lmclip.core.LmClipBuilder;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a run computes on.
 *
 * @param device {@code cpu}, or {@code cuda:N} for the N-th GPU from 0, which takes a build with CUDA's libraries
 * @param threads of the engine, at least 1; absent: as many as it chooses
 */
public record MachineSettings(String device, OptionalInt threads) {

    private static final Pattern CUDA = Pattern.compile("cuda:(\\d{1,4})");

    private static final String CPU = "cpu";

    /** Checks both. */
    public MachineSettings {
        if (!device.equals(CPU) && !CUDA.matcher(device).matches()) {
            throw new IllegalArgumentException("device must be cpu or cuda:N, got \"%s\"".formatted(device));
        }
        if (threads.isPresent() && threads.getAsInt() < 1) {
            throw new IllegalArgumentException("threads must be >= 1, got " + threads.getAsInt());
        }
    }

    /** Returns the CPU, with as many threads as the engine chooses. */
    public static MachineSettings defaults() {
        return new MachineSettings(CPU, OptionalInt.empty());
    }

    /** Returns the device as the engine knows it. */
    public Device place() {
        Matcher cuda = CUDA.matcher(device);
        return cuda.matches() ? Device.gpu(Integer.parseInt(cuda.group(1))) : Device.cpu();
    }

    LmClipBuilder apply(LmClipBuilder start) {
        LmClipBuilder placed = start.device(place());
        return threads.isPresent() ? placed.threads(threads.getAsInt()) : placed;
    }
}
