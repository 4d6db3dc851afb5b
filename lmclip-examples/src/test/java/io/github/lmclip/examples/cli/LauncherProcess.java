package io.github.lmclip.examples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The launcher in a JVM of its own, with this test's classes; what it prints is dropped unless told otherwise. */
final class LauncherProcess {

    private static final Path STATUS = Path.of("/proc/self/status");

    private static final int INTERRUPT = 2;

    private LauncherProcess() {}

    static ProcessBuilder of(List<String> words) {
        List<String> command =
                new ArrayList<>(isInterruptIgnored() ? List.of("env", "--default-signal=INT") : List.of());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.offline=true",
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("OMP_WAIT_POLICY", "passive");
        return builder;
    }

    /** Tests in the background of a shell have Ctrl-C ignored, and so would each process that they start. */
    private static boolean isInterruptIgnored() {
        if (!Files.exists(STATUS)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> line.substring("SigIgn:".length()).strip())
                    .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) >> (INTERRUPT - 1) & 1) == 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
