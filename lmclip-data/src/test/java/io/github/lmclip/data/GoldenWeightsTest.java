package io.github.lmclip.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import io.github.lmclip.golden.Golden;
import io.github.lmclip.golden.GoldenSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Class weights, sampling weights, captions and draws against those of the published dataset classes. */
class GoldenWeightsTest {

    private static final double TOLERANCE = 1e-12;

    private static final List<String> POWERS = List.of("0.7", "1.0", "1.35", "1.6");

    private static final Path ROOT = Path.of("");

    /** Epochs to average draws over, and how many standard errors the mean may be off. */
    private static final int EPOCHS = 400;

    private static final double STANDARD_ERRORS = 5;

    @ParameterizedTest
    @EnumSource
    void weightsAgreeWithPublishedOnes(Benchmark benchmark) {
        Golden golden = GoldenSource.SHARED.open("data");
        LongTailDataset train = benchmark.read(Split.TRAIN, ROOT);
        ClassFrequencies frequencies = ClassFrequencies.of(train);
        JsonObject stored = stored(golden, benchmark).getAsJsonObject("train");
        for (String power : POWERS) {
            double exponent = Double.parseDouble(power);
            double[] classes = frequencies.classWeights(exponent).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            assertClose(golden.doubles(stored.get("class_weights_p" + power)), classes);
            double[] images = frequencies.imageWeights(train, exponent);
            assertClose(golden.doubles(stored.get("sample_weights_p" + power)), images);
        }
        ClassFrequencies test = ClassFrequencies.of(benchmark.read(Split.TEST, ROOT));
        double[] valid =
                test.classWeights(1).stream().mapToDouble(Double::doubleValue).toArray();
        assertClose(
                golden.doubles(
                        stored(golden, benchmark).getAsJsonObject("valid").get("class_weights_p1.0")),
                valid);
    }

    private static JsonObject stored(Golden golden, Benchmark benchmark) {
        return golden.index().getAsJsonObject(benchmark.id().replace('-', '_'));
    }

    private static void assertClose(double[] expected, double[] found) {
        assertEquals(expected.length, found.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], TOLERANCE, "weight " + i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void captionsAreIdentical(Benchmark benchmark) {
        Golden golden = GoldenSource.SHARED.open("data");
        JsonObject stored = stored(golden, benchmark);
        List<String> captions = Captions.ofClasses(benchmark.read(Split.TRAIN, ROOT));
        JsonObject train = stored.getAsJsonObject("train");
        List<String> first = strings(train, "first_captions");
        assertEquals(first, captions.subList(0, first.size()));
        assertEquals(train.get("captions_sha256").getAsString(), sha256(captions));
        assertEquals(strings(stored, "label_strings"), Captions.prompts(benchmark.classNames()));
    }

    /** The published test captions follow the order of CPython's sets, which is stored. */
    @ParameterizedTest
    @EnumSource
    void testCaptionsInStoredOrderAreIdentical(Benchmark benchmark) {
        Golden golden = GoldenSource.SHARED.open("data");
        JsonObject valid = stored(golden, benchmark).getAsJsonObject("valid");
        LongTailDataset test = benchmark.read(Split.TEST, ROOT);
        long[] offsets = golden.longs(valid.get("label_order_offsets"));
        long[] order = golden.longs(valid.get("label_order"));
        List<Sample> samples = IntStream.range(0, test.size())
                .mapToObj(i -> new Sample(
                        test.samples().get(i).picture(),
                        IntStream.range((int) offsets[i], (int) offsets[i + 1])
                                .mapToObj(at -> (int) order[at])
                                .toList()))
                .toList();
        LongTailDataset ordered = new LongTailDataset("test", test.classNames(), samples);
        assertEquals(valid.get("captions_sha256").getAsString(), sha256(Captions.ofClasses(ordered)));
    }

    private static List<String> strings(JsonObject stored, String field) {
        return stored.getAsJsonArray(field).asList().stream()
                .map(text -> text.getAsString())
                .toList();
    }

    private static String sha256(List<String> lines) {
        try {
            byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void drawsAsManyDistinctImagesAsExpected(Benchmark benchmark) {
        Golden golden = GoldenSource.SHARED.open("data");
        LongTailDataset train = benchmark.read(Split.TRAIN, ROOT);
        JsonObject stored = stored(golden, benchmark).getAsJsonObject("train");
        for (String power : POWERS) {
            double[] weights = ClassFrequencies.of(train).imageWeights(train, Double.parseDouble(power));
            ClassAwareSampler sampler = new ClassAwareSampler(weights, 11);
            double[] distinct = IntStream.range(0, EPOCHS)
                    .mapToDouble(epoch -> sampler.indices(epoch).distinct().count())
                    .toArray();
            double mean = IntStream.range(0, EPOCHS)
                    .mapToDouble(i -> distinct[i])
                    .average()
                    .orElseThrow();
            double variance = IntStream.range(0, EPOCHS)
                    .mapToDouble(i -> (distinct[i] - mean) * (distinct[i] - mean))
                    .average()
                    .orElseThrow();
            double expected =
                    stored.get("expected_distinct_images_per_epoch_p" + power).getAsDouble();
            assertEquals(expected, mean, STANDARD_ERRORS * Math.sqrt(variance / EPOCHS), "power " + power);
        }
    }
}
