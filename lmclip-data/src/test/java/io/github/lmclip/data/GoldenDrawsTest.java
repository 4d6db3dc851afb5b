package io.github.lmclip.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import io.github.lmclip.golden.GoldenSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Draws from the benchmarks, counted, against the exact probabilities and the expectations of the published sampler. */
class GoldenDrawsTest {

    private static final long SEED = 11;

    private static final int EPOCHS = 200;

    /** How many standard errors a mean over the epochs may be off. */
    private static final double STANDARD_ERRORS = 5;

    /** A correct sampler fails one chi-square test with this probability; the seed is fixed. */
    private static final double SIGNIFICANCE = 1e-4;

    private static int[][] draws(double[] weights) {
        ClassAwareSampler sampler = new ClassAwareSampler(weights, SEED);
        return IntStream.range(0, EPOCHS)
                .mapToObj(epoch -> sampler.indices(epoch).toArray())
                .toArray(int[][]::new);
    }

    @ParameterizedTest
    @MethodSource("io.github.lmclip.data.GoldenData#everywhere")
    void imagesComeInProportionToThePublishedWeights(GoldenSource source, Benchmark benchmark) {
        GoldenData stored = GoldenData.open(source, benchmark);
        for (String power : stored.powers()) {
            double[] weights = stored.doubles(Split.TRAIN, "sample_weights_p" + power);
            long[] counts = new long[weights.length];
            for (int[] epoch : draws(weights)) {
                Arrays.stream(epoch).forEach(image -> counts[image]++);
            }
            double p = new ChiSquareTest().chiSquareTest(weights, counts);
            assertTrue(p > SIGNIFICANCE, "power " + power + ": p = " + p);
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.lmclip.data.GoldenData#everywhere")
    void epochsShowAsManyDistinctImagesAsExpected(GoldenSource source, Benchmark benchmark) {
        GoldenData stored = GoldenData.open(source, benchmark);
        for (String power : stored.powers()) {
            double[] weights = stored.doubles(Split.TRAIN, "sample_weights_p" + power);
            double mean = Arrays.stream(draws(weights))
                    .mapToLong(epoch -> Arrays.stream(epoch).distinct().count())
                    .average()
                    .orElseThrow();
            double expected = stored.of(Split.TRAIN)
                    .get("expected_distinct_images_per_epoch_p" + power)
                    .getAsDouble();
            // the variance of a count of distinct draws is below its mean
            assertEquals(expected, mean, STANDARD_ERRORS * Math.sqrt(expected / EPOCHS), "power " + power);
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.lmclip.data.GoldenData#everywhere")
    void epochsShowEachClassAsOftenAsExpected(GoldenSource source, Benchmark benchmark) {
        GoldenData stored = GoldenData.open(source, benchmark);
        List<Sample> samples = stored.read(Split.TRAIN).samples();
        for (String power : stored.powers()) {
            JsonArray expected = stored.of(Split.TRAIN).getAsJsonArray("expected_class_draws_per_epoch_p" + power);
            double[] weights = stored.doubles(Split.TRAIN, "sample_weights_p" + power);
            double[] counts = new double[expected.size()];
            for (int[] epoch : draws(weights)) {
                Arrays.stream(epoch)
                        .forEach(image -> samples.get(image).classes().forEach(id -> counts[id]++));
            }
            for (int id = 0; id < counts.length; id++) {
                double draws = expected.get(id).getAsDouble();
                double error = Math.sqrt(draws * (1 - draws / samples.size()) / EPOCHS);
                assertEquals(draws, counts[id] / EPOCHS, STANDARD_ERRORS * error, "power " + power + ", class " + id);
            }
        }
    }
}
