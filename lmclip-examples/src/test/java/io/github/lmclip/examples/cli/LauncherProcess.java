package io.github.lmclip.examples.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The launcher in a JVM of its own, with this test's classes; what it prints is dropped unless told otherwise. */
final class LauncherProcess {

    private LauncherProcess() {}

    static ProcessBuilder of(List<String> words) {
        List<String> command = new ArrayList<>(List.of(
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
}
