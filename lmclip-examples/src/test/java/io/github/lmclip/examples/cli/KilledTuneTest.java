package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search that is killed at random moments and begun again ends as one that never was, and repeats no rung. */
class KilledTuneTest {

    @TempDir
    private Path folder;

    private SmallSearch search;
    private JsonArray whole;
    private long millis;

    @BeforeEach
    void searchUndisturbed() throws IOException, InterruptedException {
        search = new SmallSearch(folder);
        long begun = System.nanoTime();
        assertEquals(0, search.start(search.words("whole")).waitFor(), log());
        millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        whole = search.trials("whole");
        assertEquals(4, SmallSearch.rungs(whole));
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** Kills so often, beginning a new folder whenever a search is over before; every folder is brought to its end. */
    private void kill(int kills) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(20);
        int killed = 0;
        int folders = 0;
        while (killed < kills) {
            String name = "killed" + folders++;
            boolean over = false;
            while (!over && killed < kills) {
                JsonArray before = search.trials(name);
                Process process = search.start(search.words(name));
                over = process.waitFor(random.nextLong(millis / 8, millis), TimeUnit.MILLISECONDS);
                process.destroyForcibly().waitFor();
                killed += over ? 0 : 1;
                requireKept(before, search.trials(name));
            }
            JsonArray before = search.trials(name);
            assertEquals(0, search.start(search.words(name)).waitFor(), log());
            requireKept(before, search.trials(name));
            assertEquals(SmallSearch.timeless(whole), SmallSearch.timeless(search.trials(name)));
            assertEquals(
                    Files.readString(search.out("whole").resolve("best.conf")),
                    Files.readString(search.out(name).resolve("best.conf")));
        }
        System.out.printf("%d kills in %d folders%n", killed, folders);
    }

    /** A rung that was trained again would have taken another time. */
    private static void requireKept(JsonArray before, JsonArray after) {
        for (int i = 0; i < before.size(); i++) {
            JsonArray then = results(before.get(i));
            JsonArray now = results(after.get(i));
            assertTrue(now.size() >= then.size());
            for (int rung = 0; rung < then.size(); rung++) {
                assertEquals(then.get(rung), now.get(rung));
            }
        }
    }

    private static JsonArray results(JsonElement trial) {
        return trial.getAsJsonObject().getAsJsonArray("results");
    }

    @Test
    void aFewKillsChangeNothing() throws IOException, InterruptedException {
        kill(3);
    }

    @Test
    @Tag("soak")
    void twentyKillsChangeNothing() throws IOException, InterruptedException {
        kill(20);
    }
}
