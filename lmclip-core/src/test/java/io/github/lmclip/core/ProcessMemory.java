package io.github.lmclip.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says about this process's memory. */
public final class ProcessMemory {

    private ProcessMemory() {}

    public static long residentMegabytes() {
        return megabytes("VmRSS:");
    }

    static long peakMegabytes() {
        return megabytes("VmHWM:");
    }

    private static long megabytes(String field) {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
