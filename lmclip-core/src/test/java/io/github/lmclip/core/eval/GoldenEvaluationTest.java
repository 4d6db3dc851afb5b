package io.github.lmclip.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.golden.Golden;
import io.github.lmclip.golden.GoldenSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** mAP and AUROC against what the published evaluation, scikit-learn's, gave. */
class GoldenEvaluationTest {

    private static final double TOLERANCE = 1e-9;

    @ParameterizedTest
    @EnumSource
    void agreesWithPublishedEvaluation(GoldenSource source) {
        Golden golden = source.open("metrics");
        List<JsonObject> cases = golden.cases("cases");
        assertTrue(!cases.isEmpty(), "no cases");
        cases.forEach(stored -> check(golden, stored));
    }

    private static void check(Golden golden, JsonObject stored) {
        String name = stored.get("name").getAsString();
        float[][] scores = rows(golden, stored);
        if (stored.has("map_error")) {
            refusesTheFirstNan(golden, stored, scores, name);
            return;
        }
        Evaluation found = evaluate(golden, stored, scores);
        GroupMeans means = found.meanAveragePrecision();
        compare(stored, "mAP", means.total(), name);
        compare(stored, "mAP_head", means.head(), name);
        compare(stored, "mAP_middle", means.medium(), name);
        compare(stored, "mAP_tail", means.tail(), name);
        compare(stored, "APs", found.averagePrecisions(), name);
        warnsWhereOursIsZero(stored, found, name);
        if (stored.has("evaluate_mlc_error")) {
            leavesOutTheAurocThatTheReferenceRefuses(found, name);
        } else {
            compare(stored, "AUROC", found.meanAuroc().total(), name);
            compare(stored, "AUROCs", found.aurocs(), name);
        }
    }

    private static void refusesTheFirstNan(Golden golden, JsonObject stored, float[][] scores, String name) {
        int classes = scores[0].length;
        int first = IntStream.range(0, scores.length * classes)
                .filter(i -> Float.isNaN(scores[i / classes][i % classes]))
                .findFirst()
                .orElseThrow();
        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> evaluate(golden, stored, scores), name);
        assertEquals(
                "the logit of image %d and class %s is NaN, expected a finite number"
                        .formatted(first / classes, className(first % classes)),
                thrown.getMessage());
    }

    private static void warnsWhereOursIsZero(JsonObject stored, Evaluation found, String name) {
        boolean warned = stored.getAsJsonArray("warnings").asList().stream()
                .anyMatch(warning -> warning.getAsString().startsWith("No positive class found"));
        assertEquals(warned, found.positives().contains(0), name + " warnings");
    }

    private static void leavesOutTheAurocThatTheReferenceRefuses(Evaluation found, String name) {
        List<Boolean> oneSided = found.positives().stream()
                .map(count -> count == 0 || count == found.images())
                .toList();
        assertTrue(oneSided.contains(true), name);
        assertEquals(
                oneSided, found.aurocs().stream().map(value -> value.isNaN()).toList(), name);
        double mean = found.aurocs().stream()
                .filter(value -> !value.isNaN())
                .mapToDouble(value -> value)
                .average()
                .orElse(Double.NaN);
        assertEquals(mean, found.meanAuroc().total(), TOLERANCE, name);
    }

    private static String className(int id) {
        return "class " + id;
    }

    private static Evaluation evaluate(Golden golden, JsonObject stored, float[][] scores) {
        int classes = scores[0].length;
        boolean[][] targets = new boolean[scores.length][classes];
        double[] flat = golden.doubles(stored.get("gt"));
        for (int i = 0; i < flat.length; i++) {
            targets[i / classes][i % classes] = flat[i] > 0;
        }
        List<String> names = IntStream.range(0, classes)
                .mapToObj(GoldenEvaluationTest::className)
                .toList();
        return Evaluation.of(ScoreKind.RAW, scores, targets, names, groups(stored, classes));
    }

    private static float[][] rows(Golden golden, JsonObject stored) {
        long[] shape = Golden.shape(stored.get("scores"));
        float[] flat = golden.floats(stored.get("scores"));
        int width = (int) shape[1];
        return IntStream.range(0, (int) shape[0])
                .mapToObj(i -> Arrays.copyOfRange(flat, i * width, (i + 1) * width))
                .toArray(float[][]::new);
    }

    private static List<ClassGroup> groups(JsonObject stored, int classes) {
        List<ClassGroup> groups = new ArrayList<>();
        for (int id = 0; id < classes; id++) {
            groups.add(
                    in(stored, "head", id)
                            ? ClassGroup.HEAD
                            : in(stored, "tail", id) ? ClassGroup.TAIL : ClassGroup.MEDIUM);
        }
        return groups;
    }

    private static boolean in(JsonObject stored, String group, int id) {
        return stored.getAsJsonArray(group).asList().stream().anyMatch(member -> member.getAsInt() == id);
    }

    /** Compares one mean; the reference writes null for a group without classes. */
    private static void compare(JsonObject stored, String field, double found, String name) {
        JsonElement expected = stored.get(field);
        assertEquals(
                expected.isJsonNull() ? Double.NaN : Golden.scalar(expected), found, TOLERANCE, name + " " + field);
    }

    private static void compare(JsonObject stored, String field, List<Double> found, String name) {
        JsonArray values = stored.getAsJsonArray(field);
        assertEquals(values.size(), found.size(), name + " " + field);
        for (int i = 0; i < values.size(); i++) {
            assertEquals(Golden.scalar(values.get(i)), found.get(i), TOLERANCE, name + " " + field + " " + i);
        }
    }
}
