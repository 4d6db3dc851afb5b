package io.github.lmclip.core.config;

import ai.djl.Device;
import io.github.lmclip.core.LmClipBuilder;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a run computes on.
 *
 * @param device {@code cpu}, or {@code cuda:N} for the N-th GPU from 0, which takes a build with CUDA's libraries
 * @param replicas further devices that compute a share of each batch, such as {@code cuda:1, cuda:2}
 * @param threads of the engine, at least 1; absent: as many as it chooses
 */
public record MachineSettings(String device, List<String> replicas, OptionalInt threads) {

    private static final Pattern CUDA = Pattern.compile("cuda:(\\d{1,4})");

    private static final String CPU = "cpu";

    /** Checks both. */
    public MachineSettings {
        requireDevice("device", device);
        replicas = List.copyOf(replicas);
        replicas.forEach(replica -> requireDevice("replicas", replica));
        if (threads.isPresent() && threads.getAsInt() < 1) {
            throw new IllegalArgumentException("threads must be >= 1, got " + threads.getAsInt());
        }
    }

    private static void requireDevice(String name, String device) {
        if (!device.equals(CPU) && !CUDA.matcher(device).matches()) {
            throw new IllegalArgumentException("%s must be cpu or cuda:N, got \"%s\"".formatted(name, device));
        }
    }

    /** Returns the CPU, with as many threads as the engine chooses. */
    public static MachineSettings defaults() {
        return new MachineSettings(CPU, List.of(), OptionalInt.empty());
    }

    /** Returns the device as the engine knows it. */
    public Device place() {
        return device(device);
    }

    LmClipBuilder apply(LmClipBuilder start) {
        Device[] others = replicas.stream().map(MachineSettings::device).toArray(Device[]::new);
        LmClipBuilder placed = start.device(place()).replicas(others);
        return threads.isPresent() ? placed.threads(threads.getAsInt()) : placed;
    }

    private static Device device(String word) {
        Matcher cuda = CUDA.matcher(word);
        return cuda.matches() ? Device.gpu(Integer.parseInt(cuda.group(1))) : Device.cpu();
    }
}
