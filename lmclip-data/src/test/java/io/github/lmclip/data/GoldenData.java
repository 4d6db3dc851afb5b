package io.github.lmclip.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.lmclip.golden.Golden;
import io.github.lmclip.golden.GoldenSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What the published dataset classes gave for one benchmark. */
public record GoldenData(Golden golden, Benchmark benchmark) {

    private static final String WEIGHTS = "class_weights_p";

    /** Every source with every benchmark, for parameterized tests. */
    public static Stream<Arguments> everywhere() {
        return Arrays.stream(GoldenSource.values())
                .flatMap(source -> Arrays.stream(Benchmark.values()).map(benchmark -> Arguments.of(source, benchmark)));
    }

    public static GoldenData open(GoldenSource source, Benchmark benchmark) {
        return new GoldenData(source.open("data"), benchmark);
    }

    public LongTailDataset read(Split split) {
        return benchmark.read(split, Path.of(""));
    }

    JsonObject set() {
        return golden.index().getAsJsonObject(benchmark.id().replace('-', '_'));
    }

    /** Returns the values of a split; the published code calls the test split "valid". */
    public JsonObject of(Split split) {
        return set().getAsJsonObject(split == Split.TRAIN ? "train" : "valid");
    }

    /** Returns the powers that weights are stored for, as they are written there. */
    public List<String> powers() {
        return of(Split.TRAIN).keySet().stream()
                .filter(field -> field.startsWith(WEIGHTS))
                .map(field -> field.substring(WEIGHTS.length()))
                .toList();
    }

    public double[] doubles(Split split, String field) {
        return golden.doubles(of(split).get(field));
    }

    static List<Integer> ints(JsonObject stored, String field) {
        return stored.getAsJsonArray(field).asList().stream()
                .map(JsonElement::getAsInt)
                .toList();
    }

    static List<String> strings(JsonObject stored, String field) {
        return stored.getAsJsonArray(field).asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    /** Returns the fingerprint of lines as the stored ones were taken: joined by line feeds, none at the end. */
    static String sha256(List<String> lines) {
        try {
            byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
