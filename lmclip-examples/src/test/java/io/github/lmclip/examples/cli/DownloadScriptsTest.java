package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.Benchmark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The download scripts beside the lists call the launcher, which is played here by one that says how it was called. */
@DisabledOnOs(OS.WINDOWS)
class DownloadScriptsTest {

    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource
    void callTheLauncher(Benchmark benchmark) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(root.resolve(benchmark.defaultImages()));
        String name = "download_%s.sh".formatted(folder.getFileName());
        Path script = Path.of("..").resolve(benchmark.defaultImages()).resolve(name);
        assertTrue(Files.isExecutable(script), script.toString());
        Files.copy(script, folder.resolve(name));
        Path launcher = root.resolve("lmclip");
        Files.writeString(launcher, "#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 7\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        Process process = new ProcessBuilder("bash", folder.resolve(name).toString(), "--train-only", "a b").start();
        List<String> words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(7, process.waitFor());
        assertEquals(List.of("fetch", benchmark.id(), folder.toRealPath().toString(), "--train-only", "a b"), words);
    }
}
