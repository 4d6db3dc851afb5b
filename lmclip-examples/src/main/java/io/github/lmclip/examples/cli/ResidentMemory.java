package io.github.lmclip.examples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This process's resident memory as Linux counts it; NaN elsewhere. */
final class ResidentMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path RESET = Path.of("/proc/self/clear_refs");

    private ResidentMemory() {}

    static double nowMegabytes() {
        return read("VmRSS:");
    }

    /** Returns the most since {@link #resetPeak}, or since the process began where that is not allowed. */
    static double peakMegabytes() {
        return read("VmHWM:");
    }

    static void resetPeak() {
        if (Files.isWritable(RESET)) {
            try {
                Files.writeString(RESET, "5");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static double read(String field) {
        if (!Files.exists(STATUS)) {
            return Double.NaN;
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
