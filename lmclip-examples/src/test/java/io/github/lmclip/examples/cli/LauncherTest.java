package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lmclip.core.LmClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

    private static final int WRONG_INPUT = 2;

    @TempDir
    Path folder;

    @Test
    void quickstartWritesItsTablesFilesAndResult() throws IOException {
        Path json = folder.resolve("result.json");
        Path out = folder.resolve("run");
        Outcome outcome = Outcome.of(
                "quickstart", "--seed", "3", "--epochs", "1", "--out", out.toString(), "--json", json.toString());
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
        assertTrue(
                Files.readString(out.resolve("run.conf")).contains("seed"), "for whoever measures or reports the run");
        LmClip.load(out.resolve("best_valid_mAP.safetensors")).close();
        requireThatTrainKnowsTheRun(out);
        Path graph = folder.resolve("shapes.onnx");
        assertEquals(0, Outcome.of("export", out.toString(), graph.toString()).status(), "a run is its best model");
        assertTrue(Files.size(graph) > 0);
    }

    private static void requireThatTrainKnowsTheRun(Path out) throws IOException {
        String metrics = Files.readString(out.resolve("metrics.csv"));
        String[] same = {"train", "--config", "quickstart", "--set", "training.seed=3", "--run", out.toString()};
        Outcome other = Outcome.of(same);
        assertEquals(WRONG_INPUT, other.status());
        assertTrue(
                other.err().contains("configuration:%n  training.epochs: 1 -> 8%n--accept".formatted()), other.err());
        String[] again = Stream.concat(Stream.of(same), Stream.of("--set", "training.epochs=1"))
                .toArray(String[]::new);
        assertEquals(0, Outcome.of(again).status());
        assertEquals(metrics, Files.readString(out.resolve("metrics.csv")));
    }

    @Test
    void refusesUnknownWordsWithStatusTwo() {
        Outcome outcome = Outcome.of("quickstrat");
        assertEquals(WRONG_INPUT, outcome.status());
        assertTrue(outcome.err().contains("quickstrat"), outcome.err());
        assertEquals(WRONG_INPUT, Outcome.of("quickstart", "--sede", "1").status());
        assertEquals(WRONG_INPUT, Outcome.of("quickstart", "--seed", "one").status());
        assertEquals(WRONG_INPUT, Outcome.of().status());
    }

    @Test
    void wrongValuesGiveAMessageAndNoStackTrace() {
        Outcome outcome = Outcome.of("quickstart", "--epochs", "0");
        assertEquals(WRONG_INPUT, outcome.status());
        assertTrue(outcome.err().contains("lmclip: training.epochs=0: epochs must be >= 1, got 0"), outcome.err());
        assertFalse(outcome.err().contains("\tat "), outcome.err());
        assertTrue(Outcome.of("--verbose", "quickstart", "--epochs", "0").err().contains("\tat "));
    }

    @Test
    void helpShowsExamples() {
        Outcome outcome = Outcome.of("quickstart", "--help");
        assertEquals(0, outcome.status());
        assertTrue(outcome.out().contains("lmclip quickstart --seeds 5"), outcome.out());
    }

    @Test
    void offlineWeightsAreExplainedInsteadOfFetched() throws IOException {
        Path picture = Files.createFile(folder.resolve("a.png"));
        String weights = "hf:nobody-at-all/nothing@v1";
        Outcome outcome = Outcome.of(
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
