package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.checkpoint.Checkpoint;
import io.github.lmclip.core.checkpoint.Conversion;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.eval.EmbeddingMap;
import io.github.lmclip.core.eval.EmbeddingMapFile;
import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.PredictionsFile;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.weights.TorchWriter;
import io.github.lmclip.examples.cli.evaluate.RunData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code test} and {@code compare}, on a few pictures. */
class TestCommandTest {

    private static final int WRONG_INPUT = 2;

    @TempDir
    private static Path folder;

    private static List<String> words;

    @BeforeAll
    static void train() throws IOException {
        words = new ArrayList<>(List.of("--run", folder.resolve("run").toString()));
        words.addAll(FewShapes.settings(FewShapes.write(folder.resolve("data")), "training.epochs=1"));
        assertEquals(0, Launcher.execute(command("train")));
    }

    private static String[] command(String name, String... more) {
        List<String> all = new ArrayList<>(List.of(name));
        all.addAll(words);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static String printed(String... words) {
        Outcome outcome = Outcome.of(words);
        assertEquals(0, outcome.status(), outcome.err());
        return outcome.out();
    }

    private static JsonObject read(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    @Test
    void savedPredictionsGiveTheTablesOfTheModel() throws IOException {
        Path test = folder.resolve("test.csv");
        Path train = folder.resolve("train.csv");
        Path own = folder.resolve("own.json");
        Path again = folder.resolve("again.json");
        String said = printed(command(
                "test",
                "--checkpoint",
                "last",
                "--resamples",
                "100",
                "--save",
                test.toString(),
                "--save-fit",
                train.toString(),
                "--json",
                own.toString()));
        assertTrue(said.contains("Chosen by: the last epoch; AP by softmax;"), said);
        String note =
                "\"valid\" in the names of a run's files is the test split, unless pictures were held out; a model that"
                        + " was chosen on the test split scores too high there";
        assertTrue(said.contains(note) && !said.contains("ublished"), said);
        assertFalse(said.contains("NaN") || said.contains("[-"), "what is undefined is a dash: " + said);
        printed(
                "test",
                "--from",
                test.toString(),
                "--fit-from",
                train.toString(),
                "--resamples",
                "100",
                "--json",
                again.toString());
        JsonObject expected = read(own);
        JsonObject found = read(again);
        assertTrue(expected.has("distances"));
        assertEquals("the last epoch", expected.get("chosenBy").getAsString());
        assertEquals("softmax", expected.get("score").getAsString());
        assertEquals(note, expected.get("note").getAsString());
        for (String table : List.of("intervals", "subsets", "fitted", "labels", "classes", "score")) {
            assertEquals(expected.get(table), found.get(table), table);
        }
        try (LmClip model = LmClip.load(folder.resolve("run/last.safetensors"))) {
            Path csv = folder.resolve("data/test.csv");
            GroupMeans means = model.evaluate(
                            new RunData(Configuration.ofRun(folder.resolve("run"))).validation(csv.toString()))
                    .meanAveragePrecision();
            assertEquals(
                    means.total(),
                    expected.getAsJsonObject("subsets")
                            .getAsJsonObject("all")
                            .getAsJsonObject("mAP")
                            .get("total")
                            .getAsDouble());
        }
    }

    @Test
    void placesPicturesOnAMap() throws IOException {
        Path table = folder.resolve("map.csv");
        Path drawing = folder.resolve("map.svg");
        Path picture = folder.resolve("map.png");
        printed(command(
                "test",
                "--checkpoint",
                "last",
                "--no-fit",
                "--resamples",
                "100",
                "--map",
                table.toString(),
                "--map",
                drawing.toString(),
                "--map",
                picture.toString()));
        EmbeddingMap map = EmbeddingMapFile.read(table);
        assertEquals(24, map.pictures().size());
        assertEquals(20, map.texts().size());
        assertTrue(Files.readString(drawing).contains("<svg"));
        assertEquals(1000, ImageIO.read(picture.toFile()).getWidth());
        assertEquals(
                WRONG_INPUT,
                Launcher.execute("test", "--from", folder.resolve("any.csv").toString(), "--map", table.toString()));
        assertEquals(WRONG_INPUT, Launcher.execute(command("test", "--map", "map.gif")));
    }

    @Test
    void weightsOfPyTorchAreMeasuredLikeTheModelTheyCameFrom() throws IOException {
        Path torch = folder.resolve("published.pt");
        try (Checkpoint weights = Checkpoint.open(folder.resolve("run/last.safetensors"))) {
            Conversion.exact().writeTorch(weights, TorchWriter.defaults(), torch);
        }
        Path own = folder.resolve("of-run.csv");
        Path other = folder.resolve("of-weights.csv");
        printed(command("test", "--checkpoint", "last", "--no-fit", "--resamples", "100", "--save", own.toString()));
        printed(command(
                "test",
                "--checkpoint",
                torch.toString(),
                "--no-fit",
                "--resamples",
                "100",
                "--save",
                other.toString()));
        assertEquals(Files.readString(own), Files.readString(other));
    }

    @Test
    void comparesAModelWithItsBeginning() throws IOException {
        Path before = folder.resolve("before.csv");
        Path after = folder.resolve("after.csv");
        Path json = folder.resolve("comparison.json");
        printed(command("test", "--zero-shot", "--no-fit", "--resamples", "100", "--save", before.toString()));
        printed(command("test", "--checkpoint", "LAST", "--no-fit", "--resamples", "100", "--save", after.toString()));
        String said = printed(
                "compare",
                before.toString(),
                after.toString(),
                "--resamples",
                "100",
                "--format",
                "markdown",
                "--json",
                json.toString());
        assertTrue(said.contains("|  | total | head | medium | tail |"), said);
        JsonObject row = read(json).getAsJsonArray("rows").get(1).getAsJsonObject();
        double difference = row.getAsJsonObject("difference")
                .getAsJsonObject("total")
                .get("estimate")
                .getAsDouble();
        double expected = total(after) - total(before);
        assertEquals(expected, difference, 1e-12);
        assertTrue(printed("compare", before.toString(), after.toString(), "--resamples", "100", "--format", "latex")
                .contains("\\begin{tabular}{lrrrr}"));
    }

    private static double total(Path predictions) {
        return PredictionsFile.read(predictions)
                .evaluate(ScoreKind.SOFTMAX)
                .meanAveragePrecision()
                .total();
    }

    @Test
    void saysOnWhichSplitTheBestEpochWasChosen() {
        String said = printed(command("test", "--no-fit", "--resamples", "100"));
        assertTrue(said.contains("Chosen by: the epoch of the best mAP on the test split itself; AP by"), said);
    }

    @Test
    void namesOfAModelAndOfItsFileAreTheSame() throws IOException {
        Path one = folder.resolve("one.json");
        Path other = folder.resolve("other.json");
        printed(command(
                "test", "--checkpoint", "best_valid_mAP", "--no-fit", "--resamples", "100", "--json", one.toString()));
        printed(command(
                "test", "--checkpoint", "best_total", "--no-fit", "--resamples", "100", "--json", other.toString()));
        assertEquals(Files.readString(other), Files.readString(one));
    }

    private static String refused(String... words) {
        Outcome outcome = Outcome.of(words);
        assertEquals(WRONG_INPUT, outcome.status(), outcome.err());
        return outcome.err();
    }

    @Test
    void refusesWhatIsNotThere() {
        assertTrue(refused(command("test", "--checkpoint", "nowhere.pt"))
                .contains("--checkpoint nowhere.pt: no such file, nor one of best_total"));
        Path none = folder.resolve("none");
        assertTrue(refused("test", "--run", none.toString(), "--checkpoint", "last")
                .contains(none + ": no such folder, expected that of a run; train first"));
        assertEquals(
                WRONG_INPUT,
                Launcher.execute(
                        "test", "--from", folder.resolve("data/test.csv").toString()));
    }

    @Test
    void benchMeasuresBothEnginesInTurnsAndTheBootstrap() throws IOException {
        Path json = folder.resolve("metrics.json");
        printed(
                "bench",
                "metrics",
                "--images",
                "200",
                "--classes",
                "5",
                "--rounds",
                "3",
                "--python",
                "none",
                "--json",
                json.toString());
        JsonObject result = read(json);
        JsonObject row = result.getAsJsonArray("rows").get(0).getAsJsonObject();
        assertEquals("lmclip", row.get("engine").getAsString());
        assertEquals(200, row.get("images").getAsInt());
        assertEquals(5, row.get("classes").getAsInt());
        assertTrue(row.get("seconds").getAsDouble() > 0
                && result.get("bootstrapSeconds").getAsDouble() > 0);
    }
}
