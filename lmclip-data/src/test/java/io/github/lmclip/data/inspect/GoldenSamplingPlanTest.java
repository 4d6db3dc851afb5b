package io.github.lmclip.data.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.lmclip.data.Benchmark;
import io.github.lmclip.data.GoldenData;
import io.github.lmclip.data.Split;
import io.github.lmclip.golden.GoldenSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The expectations against those taken from the published code's weights. */
class GoldenSamplingPlanTest {

    /** Relative, of sums of thousands of doubles. */
    private static final double TOLERANCE = 1e-9;

    @ParameterizedTest
    @MethodSource("io.github.lmclip.data.GoldenData#everywhere")
    void expectsTheSameDrawsAndDistinctImages(GoldenSource source, Benchmark benchmark) {
        GoldenData golden = GoldenData.open(source, benchmark);
        JsonObject stored = golden.of(Split.TRAIN);
        assertFalse(golden.powers().isEmpty());
        for (String power : golden.powers()) {
            SamplingPlan plan = SamplingPlan.of(golden.read(Split.TRAIN), Double.parseDouble(power));
            double distinct =
                    stored.get("expected_distinct_images_per_epoch_p" + power).getAsDouble();
            assertEquals(distinct, plan.distinctImages(), distinct * TOLERANCE);
            JsonArray draws = stored.getAsJsonArray("expected_class_draws_per_epoch_p" + power);
            assertEquals(draws.size(), plan.drawsPerEpoch().size());
            for (int id = 0; id < draws.size(); id++) {
                double expected = draws.get(id).getAsDouble();
                assertEquals(expected, plan.drawsPerEpoch().get(id), expected * TOLERANCE);
            }
        }
    }
}
