package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {

    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void bashCompletesCommandsAndOptions() throws IOException, InterruptedException {
        Path script = folder.resolve("lmclip.bash");
        Files.writeString(script, Outcome.of("completion").out());
        assertEquals(List.of("train"), complete(script, "lmclip", "tr"));
        assertTrue(complete(script, "lmclip", "train", "--acc").contains("--accept-changes"));
        assertTrue(complete(script, "lmclip", "bench", "me").contains("metrics"));
    }

    private static List<String> complete(Path script, String... words) throws IOException, InterruptedException {
        String line =
                "source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_lmclip; printf '%%s\\n' \"${COMPREPLY[@]}\""
                        .formatted(script, String.join(" ", words), words.length - 1);
        Process bash =
                new ProcessBuilder("bash", "-c", line).redirectErrorStream(true).start();
        List<String> lines = bash.inputReader().lines().map(String::strip).toList();
        assertEquals(0, bash.waitFor(), lines.toString());
        return lines;
    }
}
