package io.github.lmclip.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.golden.GoldenSource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Class weights and sampling weights against those of the published dataset classes. */
class GoldenWeightsTest {

    private static final double TOLERANCE = 1e-12;

    @ParameterizedTest
    @MethodSource("io.github.lmclip.data.GoldenData#everywhere")
    void classWeightsAgreeWithPublishedOnes(GoldenSource source, Benchmark benchmark) {
        GoldenData stored = GoldenData.open(source, benchmark);
        assertTrue(stored.powers().size() > 1, "powers " + stored.powers());
        for (Split split : Split.values()) {
            ClassFrequencies frequencies = ClassFrequencies.of(stored.read(split));
            for (String power : stored.powers()) {
                List<Double> weights = frequencies.classWeights(Double.parseDouble(power));
                double[] found =
                        weights.stream().mapToDouble(Double::doubleValue).toArray();
                assertArrayEquals(stored.doubles(split, "class_weights_p" + power), found, TOLERANCE, power);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.lmclip.data.GoldenData#everywhere")
    void samplingWeightsAgreeWithPublishedOnes(GoldenSource source, Benchmark benchmark) {
        GoldenData stored = GoldenData.open(source, benchmark);
        LongTailDataset train = stored.read(Split.TRAIN);
        ClassFrequencies frequencies = ClassFrequencies.of(train);
        for (String power : stored.powers()) {
            double[] found = frequencies.imageWeights(train, Double.parseDouble(power));
            assertArrayEquals(stored.doubles(Split.TRAIN, "sample_weights_p" + power), found, TOLERANCE, power);
        }
    }
}
