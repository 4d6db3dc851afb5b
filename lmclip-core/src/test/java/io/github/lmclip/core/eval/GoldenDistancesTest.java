package io.github.lmclip.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.golden.Golden;
import io.github.lmclip.golden.GoldenSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Class distances and the tables by number of labels against the published test script. */
class GoldenDistancesTest {

    private static final double DISTANCE = 1e-6;
    private static final double PRECISION = 1e-9;

    private Golden golden;
    private float[][] features;
    private boolean[][] targets;
    private List<ClassGroup> groups;

    private void open(GoldenSource source) {
        golden = source.open("distances");
        features = rows("features");
        targets = targets(rows("gt"));
        groups = IntStream.range(0, targets[0].length)
                .mapToObj(id ->
                        holds("head", id) ? ClassGroup.HEAD : holds("tail", id) ? ClassGroup.TAIL : ClassGroup.MEDIUM)
                .toList();
    }

    private float[][] rows(String name) {
        JsonElement reference = golden.index().get(name);
        double[] flat = golden.doubles(reference);
        int width = Math.toIntExact(Golden.shape(reference)[1]);
        float[][] rows = new float[flat.length / width][width];
        for (int i = 0; i < flat.length; i++) {
            rows[i / width][i % width] = (float) flat[i];
        }
        return rows;
    }

    private boolean holds(String group, int id) {
        return golden.index().getAsJsonArray(group).asList().stream().anyMatch(member -> member.getAsInt() == id);
    }

    private static boolean[][] targets(float[][] rows) {
        boolean[][] targets = new boolean[rows.length][rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int id = 0; id < rows[i].length; id++) {
                targets[i][id] = rows[i][id] > 0;
            }
        }
        return targets;
    }

    private Predictions predictions() {
        List<String> images =
                IntStream.range(0, targets.length).mapToObj(Integer::toString).toList();
        List<String> names = IntStream.range(0, targets[0].length)
                .mapToObj(Integer::toString)
                .toList();
        return new Predictions(images, names, groups, rows("softmax"), targets);
    }

    @ParameterizedTest
    @EnumSource
    void classDistancesAreThePublishedOnes(GoldenSource source) {
        open(source);
        double[][] centres = ClassDistances.centres(features, targets);
        JsonObject expected = golden.index().getAsJsonObject("pd_nd");
        for (String prefix : List.of("", "multi ")) {
            int[] kept = IntStream.range(0, targets.length)
                    .filter(image -> prefix.isEmpty() || count(targets[image]) > 1)
                    .toArray();
            float[][] some = IntStream.of(kept).mapToObj(i -> features[i]).toArray(float[][]::new);
            boolean[][] truth = IntStream.of(kept).mapToObj(i -> targets[i]).toArray(boolean[][]::new);
            check(
                    expected,
                    prefix + "all",
                    ClassDistances.of(some, truth, centres, groups, List.of(ClassGroup.values())));
            check(expected, prefix + "head", ClassDistances.of(some, truth, centres, groups, List.of(ClassGroup.HEAD)));
            check(
                    expected,
                    prefix + "middle",
                    ClassDistances.of(some, truth, centres, groups, List.of(ClassGroup.MEDIUM)));
            check(expected, prefix + "tail", ClassDistances.of(some, truth, centres, groups, List.of(ClassGroup.TAIL)));
        }
    }

    private static int count(boolean... row) {
        return (int) IntStream.range(0, row.length).filter(id -> row[id]).count();
    }

    private static void check(JsonObject expected, String name, ClassDistances found) {
        JsonObject wanted = expected.getAsJsonObject(name);
        assertEquals(wanted.get("PD").getAsDouble(), found.positive(), DISTANCE, name);
        assertEquals(wanted.get("ND").getAsDouble(), found.negative(), DISTANCE, name);
        assertEquals(wanted.get("ratio").getAsDouble(), found.ratio(), DISTANCE, name);
    }

    @ParameterizedTest
    @EnumSource
    void tablesOfPicturesWithOneAndWithSeveralLabelsAreThePublishedOnes(GoldenSource source) {
        open(source);
        JsonObject tables = golden.index().getAsJsonObject("metrics");
        check(tables.getAsJsonObject("all"), LabelSubset.ALL);
        check(tables.getAsJsonObject("single"), LabelSubset.SINGLE);
        check(tables.getAsJsonObject("multi"), LabelSubset.MULTI);
    }

    private void check(JsonObject expected, LabelSubset subset) {
        Evaluation found = subset.of(predictions()).orElseThrow().evaluate(ScoreKind.RAW);
        assertEquals(expected.get("n").getAsInt(), found.images(), subset.name());
        GroupMeans means = found.meanAveragePrecision();
        assertEquals(number(expected.get("mAP")), means.total(), PRECISION, subset + " total");
        assertEquals(number(expected.get("head")), means.head(), PRECISION, subset + " head");
        assertEquals(number(expected.get("middle")), means.medium(), PRECISION, subset + " medium");
        assertEquals(number(expected.get("tail")), means.tail(), PRECISION, subset + " tail");
        for (int id = 0; id < found.averagePrecisions().size(); id++) {
            assertEquals(
                    number(expected.getAsJsonArray("APs").get(id)),
                    found.averagePrecisions().get(id),
                    PRECISION,
                    subset + " class " + id);
        }
    }

    private static double number(JsonElement element) {
        return element.isJsonNull() ? Double.NaN : Golden.scalar(element);
    }
}
