package io.github.lmclip.core.watch;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** This process's resident memory as Linux counts it; NaN elsewhere. */
public final class ResidentMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path RESET = Path.of("/proc/self/clear_refs");

    private static final double BYTES = 1 << 20;

    private ResidentMemory() {}

    /** Returns what the process holds now. */
    public static double nowMegabytes() {
        return read("VmRSS:");
    }

    /** Returns the most since {@link #resetPeak}, or since the process began where that is not allowed. */
    public static double peakMegabytes() {
        return read("VmHWM:");
    }

    /** Begins the search for a peak anew, where the system allows it. */
    public static void resetPeak() {
        if (Files.isWritable(RESET)) {
            try {
                Files.writeString(RESET, "5");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Returns what the JVM's own objects take now, on any system; native arrays are not among them. */
    public static double heapMegabytes() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / BYTES;
    }

    private static double read(String field) {
        if (!Files.exists(STATUS)) {
            return Double.NaN;
        }
        // not by a channel, which an interrupt closes
        try (BufferedReader lines = new BufferedReader(new FileReader(STATUS.toFile(), StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .filter(line -> line.startsWith(field))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
