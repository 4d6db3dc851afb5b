package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./lmclip train}, killed twenty times at random moments and begun again, ends as if it had never been. */
@Tag("soak")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is bash's, the signal SIGKILL")
class KilledTrainCommandTest {

    private static final int KILLS = 20;
    private static final int EPOCHS = 400;

    /** Kills fall between the start of the training and this share of the time that the whole run took, divided by the kills. */
    private static final double SHARE = 0.8;

    @TempDir
    private Path folder;

    private LauncherCopy launcher;

    private Process start(Path run) throws IOException {
        Path data = FewShapes.write(folder.resolve("data"));
        List<String> words = new ArrayList<>(List.of("train", "--run", run.toString()));
        words.addAll(FewShapes.settings(data, "training.epochs=" + EPOCHS, "training.evaluateEvery=20"));
        return launcher.command(words).inheritIO().start();
    }

    @Test
    void endsWithTheSameBits() throws IOException, InterruptedException {
        launcher = LauncherCopy.in(folder.resolve("launcher"));
        Path whole = folder.resolve("whole");
        Path killed = folder.resolve("killed");
        long begun = System.nanoTime();
        assertEquals(0, start(whole).waitFor());
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        int kills = kill(killed, Math.max(50, (long) (2 * SHARE * millis / KILLS)));
        assertEquals(0, start(killed).waitFor());
        requireSame(whole, killed);
        System.out.printf("%d kills; sessions: %s%n", kills, statuses(killed));
        assertTrue(kills >= KILLS / 2, "the run was over after " + kills + " kills");
    }

    /** Kills at random moments after the training has begun, until it was often enough or the run is over. */
    private int kill(Path run, long most) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(20);
        for (int kills = 0; kills < KILLS; kills++) {
            Process process = start(run);
            int sessions = kills;
            while (process.isAlive() && statuses(run).size() <= sessions) {
                Thread.sleep(20);
            }
            if (process.waitFor(random.nextLong(most), TimeUnit.MILLISECONDS)) {
                return kills;
            }
            process.destroyForcibly().waitFor();
        }
        return KILLS;
    }

    private static List<String> statuses(Path run) throws IOException {
        Path file = run.resolve("run.json");
        if (!Files.exists(file)) {
            return List.of();
        }
        return JsonParser.parseString(Files.readString(file))
                .getAsJsonObject()
                .getAsJsonArray("sessions")
                .asList()
                .stream()
                .map(JsonElement::getAsJsonObject)
                .map(session -> session.get("status").getAsString())
                .toList();
    }

    private static void requireSame(Path expected, Path found) throws IOException {
        for (String model : List.of("last", "best_valid_mAP", "best_valid_mAP_tail")) {
            String name = model + ".safetensors";
            assertArrayEquals(
                    Files.readAllBytes(expected.resolve(name)), Files.readAllBytes(found.resolve(name)), name);
        }
        assertEquals(metrics(expected), metrics(found));
        assertEquals(stateHash(expected), stateHash(found));
    }

    /** Returns the lines without their column of seconds. */
    private static List<String> metrics(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.csv")).stream()
                .map(line -> line.replaceFirst("^(([^,]*,){4})[^,]*,", "$1"))
                .toList();
    }

    /** Returns the hash in the newest state's name: of parameters, moments, progress and best scores. */
    private static String stateHash(Path run) throws IOException {
        try (Stream<Path> states = Files.list(run.resolve("state"))) {
            return states.map(file -> file.getFileName().toString())
                    .max(Comparator.naturalOrder())
                    .orElseThrow()
                    .replaceFirst("state-\\d+-", "");
        }
    }
}
