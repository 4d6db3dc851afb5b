package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.RunMetrics;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.examples.cli.evaluate.RunData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code interpolate} and {@code soup}, over runs that {@code train} made. */
class MixCommandsTest {

    private static final int WRONG_INPUT = 2;

    @TempDir
    private static Path folder;

    private static Path data;

    @BeforeAll
    static void train() throws IOException {
        data = FewShapes.write(folder.resolve("data"));
        train(run(0), "training.seed=0");
        train(run(1), "training.seed=1");
    }

    private static void train(Path run, String... more) {
        List<String> words = new ArrayList<>(List.of("train", "--run", run.toString()));
        words.addAll(FewShapes.settings(data, "training.epochs=1", "training.learningRate=1e-4"));
        Stream.of(more).forEach(value -> words.addAll(List.of("--set", value)));
        assertEquals(0, Launcher.execute(words.toArray(String[]::new)));
    }

    private static Path run(int seed) {
        return folder.resolve("run" + seed);
    }

    private static String last(int seed) {
        return run(seed).resolve("last.safetensors").toString();
    }

    private static String printed(String... words) {
        Outcome outcome = Outcome.of(words);
        assertEquals(0, outcome.status(), outcome.err());
        return outcome.out();
    }

    private static JsonObject read(Path json) throws IOException {
        return JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    }

    private static double total(LmClip model, Path csv) {
        return 100
                * model.evaluate(new RunData(Configuration.ofRun(run(0))).validation(csv.toString()))
                        .meanAveragePrecision()
                        .total();
    }

    @Test
    void interpolateMeasuresDrawsAndSavesWhatIsBestOnTheTestSplit() throws IOException {
        Path json = folder.resolve("alpha.json");
        Path chart = folder.resolve("alpha.svg");
        Path saved = folder.resolve("saved");
        String said = printed(
                "interpolate",
                run(0).toString(),
                "--alphas",
                "0,0.5,1",
                "--json",
                json.toString(),
                "--chart",
                chart.toString(),
                "--save",
                saved.toString());
        assertTrue(said.contains("chosen by total on the test split itself: its mAP there is too good"), said);
        JsonObject result = read(json);
        List<Double> totals = StreamSupport.stream(
                        result.getAsJsonArray("points").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(point -> point.get("total").getAsDouble())
                .toList();
        assertEquals(3, totals.size());
        double best = result.getAsJsonObject("test").get("total").getAsDouble();
        assertEquals(totals.stream().mapToDouble(Double::doubleValue).max().orElseThrow(), best);
        try (LmClip model = LmClip.load(saved);
                LmClip zeroShot = LmClip.builder()
                        .labels(model.classNames())
                        .backbone(Backbone.TINY)
                        .zeroShot();
                LmClip tuned = LmClip.load(run(0).resolve("last.safetensors"))) {
            assertEquals(totals.get(0), total(zeroShot, data.resolve("test.csv")));
            assertEquals(totals.get(2), total(tuned, data.resolve("test.csv")));
            assertEquals(best, total(model, data.resolve("test.csv")));
        }
        assertTrue(Files.readString(chart).contains("<svg"));
    }

    @Test
    void interpolateChoosesOnOtherPicturesAndSaysHowTheTestWent() throws IOException {
        Path json = folder.resolve("held.json");
        String held = data.resolve("train.csv").toString();
        String said = printed(
                "interpolate",
                run(0).toString(),
                "--alphas=0,1",
                "--validation",
                held,
                "--by=total",
                "--json",
                json.toString());
        assertTrue(said.contains("Chosen by total on train.csv; on the test split it has"), said);
        assertEquals("train.csv", read(json).get("measuredOn").getAsString());
    }

    @Test
    void interpolateChoosesOnWhatTheRunHeldOut() throws IOException {
        Path run = folder.resolve("held-out");
        Path json = folder.resolve("holdout.json");
        train(run, "training.holdout=0.4", "training.seed=3");
        printed("interpolate", run.toString(), "--alphas", "1", "--holdout", "--json", json.toString());
        JsonObject point = read(json).getAsJsonArray("points").get(0).getAsJsonObject();
        RunMetrics.Row last = RunMetrics.read(run).last(ScoreKind.SOFTMAX).orElseThrow();
        assertEquals(100 * last.means().total(), point.get("total").getAsDouble());
        assertEquals(WRONG_INPUT, Launcher.execute("interpolate", run(0).toString(), "--holdout"));
    }

    @Test
    void interpolateRefusesWhatItCannotUse() {
        String run = run(0).toString();
        assertEquals(WRONG_INPUT, Launcher.execute("interpolate", run, "--alphas", "0,2"));
        assertEquals(WRONG_INPUT, Launcher.execute("interpolate", run, "--chart", "alpha.gif"));
        assertEquals(WRONG_INPUT, Launcher.execute("interpolate", data.toString()));
    }

    @Test
    void soupAveragesAndSaves() throws IOException {
        Path saved = folder.resolve("mean");
        Path json = folder.resolve("mean.json");
        printed("soup", last(0), last(1), "--save", saved.toString(), "--json", json.toString());
        assertEquals(2, read(json).getAsJsonArray("models").size());
        try (LmClip model = LmClip.load(saved)) {
            double expected = read(json).getAsJsonObject("test").get("total").getAsDouble();
            assertEquals(expected, total(model, data.resolve("test.csv")));
        }
    }

    @Test
    void greedySoupSaysWhatItWasChosenOn() throws IOException {
        Path json = folder.resolve("greedy.json");
        String said = printed("soup", last(0), last(1), "--greedy", "--share", "0.4", "--json", json.toString());
        assertTrue(said.contains("The choice is made on a part of the training pictures."), said);
        assertTrue(read(json).getAsJsonObject("heldOut").get("total").getAsDouble() > 0);
        String other = printed(
                "soup",
                last(0),
                last(1),
                "--greedy",
                "--validation",
                data.resolve("test.csv").toString());
        assertTrue(other.contains("test.csv") && !other.contains("a part of the training pictures"), other);
    }

    @Test
    void soupRefusesModelsOfOtherClasses() {
        Path other = folder.resolve("other");
        try (LmClip clip =
                LmClip.builder().labels("tree").backbone(Backbone.TINY).zeroShot()) {
            clip.save(other);
        }
        assertEquals(WRONG_INPUT, Launcher.execute("soup", last(0), other.toString()));
        assertEquals(WRONG_INPUT, Launcher.execute("soup", last(0)));
    }
}
