package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lmclip.core.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TuneCommandTest {

    private static final int WRONG_INPUT = 2;
    private static final int STOPPED = 130;
    private static final long LONGEST_SECONDS = 240;

    @TempDir
    private Path folder;

    private SmallSearch search;
    private String printed;

    @BeforeEach
    void makeSearch() {
        search = new SmallSearch(folder);
    }

    private int run(List<String> words, String... more) {
        Outcome outcome =
                Outcome.of(Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
        printed = outcome.out();
        return outcome.status();
    }

    @Test
    void leavesTableChartsAndTheBestConfiguration() throws IOException {
        Path json = folder.resolve("result.json");
        List<String> words = search.words("out", "--json", json.toString(), "--objective", "tail", "--workers", "2");
        words.set(words.indexOf("--trials") + 1, "4");
        assertEquals(0, run(words));
        JsonObject result = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertTrue(result.getAsJsonObject("protocol").get("complete").getAsBoolean());
        assertEquals("tail", result.getAsJsonObject("protocol").get("objective").getAsString());
        assertEquals(4, result.getAsJsonArray("trials").size());
        int best = result.get("best").getAsInt();
        JsonObject trial = result.getAsJsonArray("trials").get(best - 1).getAsJsonObject();
        assertEquals(2, trial.getAsJsonArray("results").size());
        Configuration found = Configuration.read(search.out("out").resolve("best.conf"));
        assertEquals(
                trial.getAsJsonObject("point").get("training.learningRate").getAsDouble(),
                found.training().learningRate());
        assertEquals(3, found.training().epochs());
        double sum = result.getAsJsonObject("importance").entrySet().stream()
                .mapToDouble(entry -> entry.getValue().getAsDouble())
                .sum();
        assertEquals(1, sum, 1e-9);
        requireFiles(best);
        String first = printed;
        assertEquals(0, run(words, "--finished"));
        assertEquals(first, printed);
        assertEquals(
                0,
                run(List.of(
                        "train",
                        "--config",
                        search.out("out").resolve("best.conf").toString(),
                        "--show")));
    }

    private void requireFiles(int best) throws IOException {
        assertTrue(
                printed.startsWith("mAP in %, AP by softmax, held-out training pictures; chosen by tail, tpe, seed 0"),
                printed);
        assertTrue(printed.contains("Importance, rough from few trials: "), printed);
        assertEquals(
                Integer.toString(best), printed.lines().toList().get(2).strip().split(" ")[0]);
        List<String> lines = Files.readAllLines(search.out("out").resolve("trials.csv"));
        assertTrue(lines.get(0).endsWith(",diverged,loss.gammaNeg,training.learningRate"), lines.get(0));
        assertEquals(1 + 2 * 5, lines.size());
        for (String chart : List.of("importance.svg", "history.svg")) {
            String svg = Files.readString(search.out("out").resolve(chart));
            assertTrue(svg.contains("<svg") && svg.contains("</svg"), chart);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the signal is SIGINT")
    void ctrlCExitsWith130AndTheSameCommandGoesOn() throws IOException, InterruptedException {
        List<String> words = search.words("out");
        Process process = search.start(words);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (System.nanoTime() < end && SmallSearch.rungs(search.trials("out")) < 1) {
            Thread.sleep(50);
        }
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertTrue(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS));
        String said = Files.readString(folder.resolve("log"));
        assertEquals(STOPPED, process.exitValue(), said);
        assertTrue(said.contains("is in " + search.out("out") + ". The same command goes on."), said);
        assertTrue(SmallSearch.rungs(search.trials("out")) < 4, "the search was over before the signal");
        assertEquals(0, run(words));
        assertEquals(4, SmallSearch.rungs(search.trials("out")));
        assertTrue(printed.contains("Importance needs the results of 4 trials, there are 3."), printed);
    }

    @Test
    void refusesWrongWordsBeforeTraining() throws IOException {
        assertEquals(WRONG_INPUT, run(List.of("tune")));
        assertEquals(WRONG_INPUT, run(search.words("x", "--sampler", "grid")));
        assertEquals(WRONG_INPUT, run(search.words("x", "--objective", "all")));
        assertEquals(WRONG_INPUT, run(search.words("x", "--eta", "1")));
        assertEquals(WRONG_INPUT, run(search.words("x", "--set", "loss.gamaNeg=3")));
        List<String> odd = new ArrayList<>(search.words("x"));
        Path space = Files.writeString(folder.resolve("odd.conf"), "loss.gamaNeg = { from = 0, to = 3 }");
        odd.set(2, space.toString());
        assertEquals(WRONG_INPUT, run(odd));
        odd.set(2, "nowhere.conf");
        assertEquals(WRONG_INPUT, run(odd));
        assertFalse(Files.exists(search.out("x")));
    }
}
