package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
        assertTrue(page.contains("the epoch of the best mAP on the test split itself."), "how it was chosen");
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
        String none = folder.resolve("none").toString();
        assertTrue(refused("report", none).contains(none + ": no such folder, expected that of a run"));
        assertTrue(refused("compare", run.toString(), none)
                .contains(none + ": no such file or folder, expected a run or saved predictions"));
        assertEquals(WRONG_INPUT, report("--classes", "unicorn"));
        assertEquals(WRONG_INPUT, report("--checkpoint", "middle"));
    }

    private static String refused(String... words) {
        Outcome outcome = Outcome.of(words);
        assertEquals(WRONG_INPUT, outcome.status(), outcome.err());
        return outcome.err();
    }

    @Test
    void saysWhatARunLacks() throws IOException {
        Path young = Files.createDirectories(folder.resolve("young"));
        String place = young.toString();
        assertTrue(refused("report", place).contains(place + " is no folder of a run that keeps its configuration"));
        Files.copy(run.resolve("run.conf"), young.resolve("run.conf"));
        String unfinished = place + ": no epoch of a run is finished here, so there is no best_valid_mAP.safetensors";
        assertTrue(refused("report", place).contains(unfinished));
        assertTrue(refused("compare", run.toString(), place).contains(unfinished));
        assertTrue(refused("test", "--run", place).contains(unfinished));
        assertTrue(refused("export", place, place + "/a.onnx").contains(unfinished));
        assertTrue(refused("interpolate", place).contains("so there is no last.safetensors"));
        Files.copy(run.resolve("last.safetensors"), young.resolve("last.safetensors"));
        assertTrue(refused("report", place, "--checkpoint", "best_valid_mAP_tail")
                .contains("a model of its last epoch, but no best_valid_mAP_tail.safetensors"));
    }

    @Test
    void saysWhyAFileCannotBeWritten() {
        Path nowhere = folder.resolve("no/such");
        String csv = nowhere.resolve("a.csv").toString();
        String reason = "cannot write " + csv + ": no such folder " + nowhere;
        assertTrue(refused("test", "--run", run.toString(), "--no-fit", "--resamples", "100", "--save", csv)
                .contains(reason));
        assertTrue(refused("describe", "shapes-mlt", "--json", csv.replace(".csv", ".json"))
                .contains("cannot write " + nowhere.resolve("a.json") + ": no such folder " + nowhere));
        Path onnx = folder.resolve("other.onnx");
        assertEquals(0, Outcome.of("export", run.toString(), onnx.toString()).status());
        assertTrue(refused("classify", onnx.toString(), folder.resolve("data").toString(), "--out", csv)
                .contains(reason));
        String below = onnx.resolve("b.onnx").toString();
        assertTrue(refused("export", run.toString(), below)
                .contains("cannot write " + below + ": " + onnx + " is no folder"));
        assertFalse(refused("report", run.toString(), "--resamples", "100", "--out", csv)
                .contains("Exception"));
    }

    @Test
    void exportSaysWhichModelOfARunItTook() {
        Path onnx = folder.resolve("run.onnx");
        Outcome outcome = Outcome.of("export", run.toString(), onnx.toString());
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(
                outcome.out().contains("in fp32, made of " + run.resolve("best_valid_mAP.safetensors") + "."),
                outcome.out());
        String none = folder.resolve("none").toString();
        assertTrue(
                refused("export", none, onnx.toString()).contains(none + ": no such file or folder, expected a model"));
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
