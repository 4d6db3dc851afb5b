package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty SIGKILLs at random moments, then the bits of a run that was never killed. */
@Tag("soak")
class KilledRunTest {

    private static final int KILLS = 20;
    private static final int EPOCHS = 60;
    private static final int LATEST_MILLIS = 6000;

    @TempDir
    Path folder;

    @Test
    void endsWithTheSameBits() throws IOException, InterruptedException {
        Path whole = folder.resolve("whole");
        Path killed = folder.resolve("killed");
        assertEquals(0, start(whole).waitFor());
        SplittableRandom random = new SplittableRandom(20);
        int kills = 0;
        int finished = 0;
        while (kills < KILLS && finished == 0) {
            Process run = start(killed);
            if (run.waitFor(random.nextInt(500, LATEST_MILLIS), TimeUnit.MILLISECONDS)) {
                finished++;
            } else {
                run.destroyForcibly().waitFor();
                kills++;
            }
        }
        assertEquals(0, start(killed).waitFor());
        System.out.printf("%d kills before the run was over%n", kills);
        assertTrue(kills >= KILLS / 2, "the run was over after " + kills + " kills");
        RunComparison.requireSame(whole, killed);
    }

    private static Process start(Path run) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dai.djl.offline=true"));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                KilledRun.class.getName(),
                run.toString(),
                Integer.toString(EPOCHS)));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("OMP_WAIT_POLICY", "passive");
        return builder.start();
    }
}
