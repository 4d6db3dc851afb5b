package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lmclip.core.eval.EmbeddingMapFile;
import io.github.lmclip.core.eval.PredictionsFile;
import io.github.lmclip.core.eval.ScoreKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code report}, on a run of a few pictures. */
class ReportCommandTest {

    private static final int WRONG_INPUT = 2;

    @TempDir
    private static Path folder;

    private static Path run;

    @BeforeAll
    static void train() throws IOException {
        FewShapes.write(folder.resolve("data"));
        run = folder.resolve("run");
        assertEquals(0, train(run, "0"));
    }

    private static int train(Path place, String seed) {
        List<String> words = new ArrayList<>(List.of("train", "--run", place.toString()));
        words.addAll(FewShapes.settings(folder.resolve("data"), "training.epochs=1", "training.seed=" + seed));
        return Launcher.execute(words.toArray(String[]::new));
    }

    private static int report(String... words) {
        List<String> all = new ArrayList<>(List.of("report", run.toString(), "--resamples", "100"));
        all.addAll(List.of(words));
        return Launcher.execute(all.toArray(String[]::new));
    }

    @Test
    void writesAPageOfWhatTheModelSays() throws IOException {
        Path json = folder.resolve("report.json");
        assertEquals(0, report("--json", json.toString()));
        String page = Files.readString(run.resolve("report.html"));
        JsonObject result = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        double total = result.getAsJsonObject("model")
                .getAsJsonObject("intervals")
                .getAsJsonObject("map_total")
                .get("estimate")
                .getAsDouble();
        double kept = PredictionsFile.read(run.resolve("report/best_total-test.csv"))
                .evaluate(ScoreKind.SOFTMAX)
                .meanAveragePrecision()
                .total();
        assertEquals(kept, total, 1e-12);
        assertTrue(page.contains("<td>%.2f [".formatted(100 * total)), "the headline");
        assertTrue(
                page.contains("the epoch of the best mAP on the test split itself, as published"), "how it was chosen");
        assertTrue(page.contains("data:image/jpeg;base64,"), "thumbnails");
        assertEquals(
                24,
                EmbeddingMapFile.read(run.resolve("report/best_total-map.csv"))
                        .pictures()
                        .size());
    }

    @Test
    void showsTheModelNoPictureTwice() throws IOException {
        assertEquals(0, report());
        Path kept = run.resolve("report/best_total-test.csv");
        FileTime before = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(kept, before);
        String page = Files.readString(run.resolve("report.html"));
        assertEquals(0, report());
        assertEquals(before, Files.getLastModifiedTime(kept));
        assertEquals(page, Files.readString(run.resolve("report.html")));
        assertEquals(0, report("--fresh", "--no-zero-shot", "--no-fit", "--no-map"));
        assertTrue(Files.getLastModifiedTime(kept).compareTo(before) > 0, "--fresh measures again");
    }

    @Test
    void refusesWhatIsNotThere() {
        assertEquals(
                WRONG_INPUT, Launcher.execute("report", folder.resolve("none").toString()));
        assertEquals(WRONG_INPUT, report("--classes", "unicorn"));
        assertEquals(WRONG_INPUT, report("--checkpoint", "middle"));
    }

    @Test
    void comparesRunsOfSeveralSeeds() throws IOException {
        Path second = folder.resolve("second");
        assertEquals(0, train(second, "1"));
        Path json = folder.resolve("comparison.json");
        Path page = folder.resolve("comparison.html");
        assertEquals(
                0,
                Launcher.execute(
                        "compare",
                        run.toString(),
                        second.toString(),
                        "--checkpoint",
                        "last",
                        "--resamples",
                        "100",
                        "--page",
                        page.toString(),
                        "--json=" + json));
        JsonObject result = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertEquals("softmax", result.get("score").getAsString());
        JsonObject first = result.getAsJsonArray("rows").get(0).getAsJsonObject();
        assertEquals("the last epoch", first.get("chosenBy").getAsString());
        assertEquals(1, result.getAsJsonArray("things").size(), "they differ in the seed alone");
        assertEquals(
                2,
                result.getAsJsonArray("things")
                        .get(0)
                        .getAsJsonObject()
                        .get("models")
                        .getAsInt());
        assertTrue(Files.readString(page).contains("curves-total"));
        assertTrue(Files.exists(second.resolve("report/last-test.csv")), "kept");
        assertEquals(
                0,
                Launcher.execute(
                        "compare",
                        "old=" + run,
                        "new=" + second.resolve("report/last-test.csv"),
                        "--resamples",
                        "100",
                        "--json=" + json));
        result = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertEquals(2, result.getAsJsonArray("things").size());
        assertEquals(
                "new",
                result.getAsJsonArray("things")
                        .get(1)
                        .getAsJsonObject()
                        .get("name")
                        .getAsString());
    }
}
