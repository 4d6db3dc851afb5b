package io.github.lmclip.core.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.lmclip.core.train.Schedule.Kind;
import io.github.lmclip.golden.GoldenSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LearningRatesTest {

    private static final double RELATIVE = 1e-6;
    private static final double ROUNDING = 1e-15;

    /** Two epochs of four updates. */
    private static double[] rates(Kind kind, int warmup) {
        LearningRates rates = new LearningRates(8, new Schedule(kind, warmup), 2, 4);
        return IntStream.range(0, 8)
                .mapToDouble(update -> rates.at(1 + update / 4, update % 4))
                .toArray();
    }

    @ParameterizedTest
    @EnumSource
    void theCosinePerEpochFallsAsPyTorchsDoes(GoldenSource source) {
        JsonObject schedules = source.open("optim").index().getAsJsonObject("cosine_T50");
        assertTrue(!schedules.entrySet().isEmpty());
        schedules.entrySet().forEach(schedule -> {
            double start = Double.parseDouble(schedule.getKey());
            LearningRates found = new LearningRates(start, Schedule.defaults(), 50, 3);
            List<JsonElement> rates = schedule.getValue().getAsJsonArray().asList();
            for (int epoch = 0; epoch < rates.size(); epoch++) {
                double expected = rates.get(epoch).getAsDouble();
                assertEquals(expected, found.at(epoch + 1, 2), RELATIVE * start);
            }
        });
    }

    @Test
    void aWarmUpCoversTheBeginningOfTheCosinePerEpoch() {
        assertArrayEquals(
                new double[] {8 / 5.0, 16 / 5.0, 24 / 5.0, 32 / 5.0, 4, 4, 4, 4},
                rates(Kind.COSINE_PER_EPOCH, 5),
                ROUNDING * 8);
    }

    @Test
    void theCosinePerStepBeginsAfterTheWarmUp() {
        double half = Math.sqrt(0.5);
        assertArrayEquals(
                new double[] {2, 4, 6, 8, 8, 4 * (1 + half), 4, 4 * (1 - half)},
                rates(Kind.COSINE_PER_STEP, 4),
                ROUNDING * 8);
    }

    @Test
    void aConstantRateRisesOnly() {
        assertArrayEquals(new double[] {4, 8, 8, 8, 8, 8, 8, 8}, rates(Kind.CONSTANT, 2));
    }

    @Test
    void refusesAWarmUpThatNeverEnds() {
        String message = assertThrows(IllegalArgumentException.class, () -> rates(Kind.CONSTANT, 8))
                .getMessage();
        assertEquals("schedule.warmupUpdates must be below the run's 8 updates, got 8", message);
    }
}
