package io.github.lmclip.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The launcher's script {@code lmclip} in a folder of its own, with this test's classes, so that it never builds. */
record LauncherCopy(Path script) {

    /** Copies the script beside all that it looks for. */
    static LauncherCopy in(Path folder) throws IOException {
        Path module = folder.resolve("lmclip-examples");
        Files.createDirectories(module.resolve("src/main"));
        Files.createDirectories(module.resolve("target"));
        Files.createFile(folder.resolve("pom.xml"));
        Files.createFile(module.resolve("pom.xml"));
        Path lists = Files.createDirectories(folder.resolve("datasets/own_mlt"));
        for (String name : List.of("classes", "counts", "train", "test")) {
            Files.createFile(lists.resolve(name + ".txt"));
        }
        Files.writeString(module.resolve("target/classpath.txt"), System.getProperty("java.class.path"));
        Path script = Path.of(System.getProperty("lmclip.root"), "lmclip");
        return new LauncherCopy(Files.copy(script, folder.resolve("lmclip")));
    }

    /** Starts the script with some words; the process is the JVM's, since the script becomes it. */
    ProcessBuilder command(List<String> words) {
        List<String> command = new ArrayList<>(List.of("bash", script.toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .put(
                        "JAVA_HOME",
                        Path.of(System.getProperty("java.home"))
                                .toAbsolutePath()
                                .toString());
        return builder;
    }
}
