package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lmclip.core.LmClip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

    private static final int WRONG_INPUT = 2;

    @TempDir
    Path folder;

    /** What a command printed, and its exit status. */
    private record Outcome(int status, String out, String err) {}

    private static Outcome run(String... words) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            int status = Launcher.execute(words);
            return new Outcome(
                    status, printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    @Test
    void quickstartWritesItsTablesFilesAndResult() throws IOException {
        Path json = folder.resolve("result.json");
        Path out = folder.resolve("run");
        Outcome outcome =
                run("quickstart", "--seed", "3", "--epochs", "1", "--out", out.toString(), "--json", json.toString());
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(outcome.out().contains("zero-shot") && outcome.out().contains("fine-tuned"), outcome.out());
        JsonObject result = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertEquals(3, result.get("seed").getAsLong());
        assertTrue(result.get("seconds").getAsDouble() > 0);
        for (String when : List.of("zeroShot", "fineTuned")) {
            for (String group : List.of("total", "head", "medium", "tail")) {
                double share = result.getAsJsonObject(when).get(group).getAsDouble();
                assertTrue(share > 0 && share < 100, when + " " + group + " " + share);
            }
        }
        assertTrue(ImageIO.read(out.resolve("predictions.png").toFile()).getWidth() > 500);
        assertTrue(Files.exists(out.resolve("metrics.csv")));
        LmClip.load(out.resolve("best_valid_mAP.safetensors")).close();
    }

    @Test
    void refusesUnknownWordsWithStatusTwo() {
        Outcome outcome = run("quickstrat");
        assertEquals(WRONG_INPUT, outcome.status());
        assertTrue(outcome.err().contains("quickstrat"), outcome.err());
        assertEquals(WRONG_INPUT, run("quickstart", "--sede", "1").status());
        assertEquals(WRONG_INPUT, run("quickstart", "--seed", "one").status());
        assertEquals(WRONG_INPUT, run().status());
    }

    @Test
    void wrongValuesGiveAMessageAndNoStackTrace() {
        Outcome outcome = run("quickstart", "--epochs", "0");
        assertEquals(WRONG_INPUT, outcome.status());
        assertTrue(outcome.err().contains("lmclip: epochs must be >= 1, got 0"), outcome.err());
        assertFalse(outcome.err().contains("\tat "), outcome.err());
        assertTrue(run("--verbose", "quickstart", "--epochs", "0").err().contains("\tat "));
    }

    @Test
    void helpShowsExamples() {
        Outcome outcome = run("quickstart", "--help");
        assertEquals(0, outcome.status());
        assertTrue(outcome.out().contains("lmclip quickstart --seeds 5"), outcome.out());
    }

    @Test
    void offlineWeightsAreExplainedInsteadOfFetched() throws IOException {
        Path picture = Files.createFile(folder.resolve("a.png"));
        String weights = "hf:nobody-at-all/nothing@v1";
        Outcome outcome = run(
                "zero-shot",
                "--backbone",
                "tiny",
                "--weights",
                weights,
                "--offline",
                "--labels",
                "a",
                picture.toString());
        assertEquals(WRONG_INPUT, outcome.status(), outcome.err());
        assertTrue(outcome.err().contains("the weights of " + weights + " are missing: get http"), outcome.err());
        assertTrue(outcome.err().contains("/nobody-at-all/nothing/resolve/v1/model.safetensors"), outcome.err());
    }
}
