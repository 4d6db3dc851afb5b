package io.github.lmclip.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblateCommandTest {

    private static final int WRONG_INPUT = 2;
    private static final int FAILED = 1;
    private static final long LONGEST_SECONDS = 120;

    /** CSV has four decimals. */
    private static final double CSV_ROUNDING = 6e-5;

    private static final double CONFIDENCE = 0.9;

    @TempDir
    private Path folder;

    private String printed;

    /** A few pictures of the drawn set as files, so that a run takes seconds. */
    private List<String> command(String out, String... more) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("ablate", "--out", folder.resolve(out).toString()));
        words.addAll(FewShapes.settings(FewShapes.write(folder.resolve("data")), "training.epochs=1"));
        words.addAll(List.of(more));
        return words;
    }

    private int run(List<String> words, String... more) {
        Outcome outcome =
                Outcome.of(Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
        printed = outcome.out();
        return outcome.status();
    }

    private static JsonObject json(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    /** Returns the mAP of each run by seed. */
    private static Map<Long, Double> values(JsonObject result, String variant, String group) {
        Map<Long, Double> values = new TreeMap<>();
        for (JsonElement run : result.getAsJsonArray("runs")) {
            JsonObject entry = run.getAsJsonObject();
            if (entry.get("variant").getAsString().equals(variant)) {
                values.put(entry.get("seed").getAsLong(), entry.get(group).getAsDouble());
            }
        }
        return values;
    }

    @Test
    void tableCsvAndJsonFollowFromTheRuns() throws IOException {
        Path csv = folder.resolve("parts.csv");
        Path json = folder.resolve("parts.json");
        Path chart = folder.resolve("parts.png");
        List<String> words = command(
                "parts", "--seeds", "3", "--only", "no-contrastive", "--variant", "quick:training.learningRate=1e-3");
        List<String> files = List.of("--csv", csv.toString(), "--json", json.toString(), "--chart", chart.toString());
        words.addAll(files);
        assertEquals(0, run(words, "--confidence", Double.toString(CONFIDENCE)));
        JsonObject result = json(json);
        assertEquals(9, result.getAsJsonArray("runs").size());
        assertTrue(result.getAsJsonObject("protocol").get("complete").getAsBoolean());
        List<CSVRecord> lines = lines(csv);
        assertEquals(
                3, lines.stream().map(line -> line.get("variant")).distinct().count());
        for (CSVRecord line : lines) {
            requireStatistics(line, result);
        }
        assertTrue(
                printed.startsWith("mAP in %, AP by softmax over the classes, last epoch, test split, seeds 0, 1, 2"),
                printed);
        assertTrue(printed.contains("quick") && printed.contains("  to recipe"), printed);
        assertTrue(printed.contains("90 % interval (Student's t)"), printed);
        assertTrue(ImageIO.read(chart.toFile()).getWidth() >= 700);
    }

    private static List<CSVRecord> lines(Path csv) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = CSVParser.parse(csv, StandardCharsets.UTF_8, format)) {
            return parser.getRecords();
        }
    }

    /** Works a line out again from the runs, by the textbook. */
    private static void requireStatistics(CSVRecord line, JsonObject result) {
        Map<Long, Double> own = values(result, line.get("variant"), line.get("group"));
        Map<Long, Double> base = values(result, "recipe", line.get("group"));
        DescriptiveStatistics means = new DescriptiveStatistics();
        DescriptiveStatistics differences = new DescriptiveStatistics();
        own.forEach((seed, value) -> {
            means.addValue(value);
            differences.addValue(value - base.get(seed));
        });
        assertEquals("softmax", line.get("score"));
        assertEquals("test split", line.get("pictures"));
        assertEquals("3", line.get("seeds"));
        assertEquals(means.getMean(), Double.parseDouble(line.get("mean")), CSV_ROUNDING);
        assertEquals(means.getStandardDeviation(), Double.parseDouble(line.get("deviation")), CSV_ROUNDING);
        if (line.get("variant").equals("recipe")) {
            assertEquals("", line.get("difference"));
            return;
        }
        double reach = new TDistribution(2).inverseCumulativeProbability((1 + CONFIDENCE) / 2)
                * differences.getStandardDeviation()
                / Math.sqrt(3);
        assertEquals(differences.getMean(), Double.parseDouble(line.get("difference")), CSV_ROUNDING);
        assertEquals(differences.getMean() - reach, Double.parseDouble(line.get("low")), CSV_ROUNDING);
        assertEquals(differences.getMean() + reach, Double.parseDouble(line.get("high")), CSV_ROUNDING);
        boolean noise = Math.abs(differences.getMean()) <= reach;
        assertEquals(noise, Boolean.parseBoolean(line.get("inside_noise")));
    }

    @Test
    void aKilledProcessRepeatsNoFinishedRunAndEndsWithTheSameScores() throws IOException, InterruptedException {
        String[] what = {"--seeds", "2", "--only", "no-contrastive,no-sampler"};
        assertEquals(0, run(command("whole", what)));
        Path results = folder.resolve("killed/results.json");
        Process process = start(command("killed", what));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (System.nanoTime() < end
                && (!Files.exists(results) || stored(results).size() < 2)) {
            Thread.sleep(20);
        }
        process.destroyForcibly().waitFor();
        JsonArray before = stored(results);
        assertTrue(before.size() >= 2 && before.size() < 6, "killed after " + before.size() + " runs");
        assertEquals(0, run(command("killed", what)));
        JsonArray after = stored(results);
        assertEquals(6, after.size());
        for (int i = 0; i < before.size(); i++) {
            assertEquals(before.get(i), after.get(i));
        }
        assertEquals(means(stored(folder.resolve("whole/results.json"))), means(after));
    }

    private static JsonArray stored(Path results) throws IOException {
        return json(results).getAsJsonArray("runs");
    }

    private static Map<String, JsonElement> means(JsonArray runs) {
        Map<String, JsonElement> means = new TreeMap<>();
        for (JsonElement run : runs) {
            JsonObject entry = run.getAsJsonObject();
            means.put(entry.get("variant").getAsString() + entry.get("seed"), entry.get("means"));
        }
        return means;
    }

    private static Process start(List<String> words) throws IOException {
        return LauncherProcess.of(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void aRunThatFailsDoesNotStopTheOthers() throws IOException {
        List<String> words = command("odd", "--seeds", "1", "--only", "none");
        words.addAll(
                List.of("--variant", "large:training.batchSize=99", "--variant", "quick:training.learningRate=1e-3"));
        assertEquals(FAILED, run(words));
        assertEquals(2, stored(folder.resolve("odd/results.json")).size());
        assertFalse(printed.contains("large"), printed);
        assertEquals(0, run(words, "--finished"));
        assertTrue(printed.contains("quick"), printed);
    }

    @Test
    void lossesAreComparedAtRatesChosenOnHeldOutPictures() throws IOException {
        Path json = folder.resolve("losses.json");
        List<String> words =
                command("losses", "--seeds", "2", "--losses", "contrastive,ranking", "--rates", "1e-5,1e-3");
        words.addAll(List.of("--json", json.toString()));
        assertEquals(0, run(words));
        assertTrue(
                printed.startsWith("Learning rates of the highest mAP (total, %, last epoch, seed 0, held-out"),
                printed);
        JsonObject result = json(json);
        assertEquals(3, result.getAsJsonArray("rates").size());
        assertEquals(6, result.getAsJsonArray("runs").size());
        assertEquals(6, stored(folder.resolve("losses/rates/results.json")).size());
        String first = printed;
        assertEquals(0, run(words, "--finished"));
        assertEquals(first, printed);
    }

    @Test
    void refusesWrongWordsBeforeTraining() throws IOException {
        assertEquals(WRONG_INPUT, run(command("x", "--only", "no-magic")));
        assertEquals(WRONG_INPUT, run(command("x", "--variant", "odd:loss.gamaNeg=1")));
        assertEquals(WRONG_INPUT, run(command("x", "--losses", "hinge")));
        assertEquals(WRONG_INPUT, run(command("x", "--losses", "all", "--only", "no-bal")));
        assertEquals(WRONG_INPUT, run(command("x", "--seeds", "0")));
        assertEquals(WRONG_INPUT, run(command("x", "--score", "cosine")));
        assertEquals(WRONG_INPUT, run(command("x", "--chart", "parts.gif")));
        assertFalse(Files.exists(folder.resolve("x")));
    }
}
