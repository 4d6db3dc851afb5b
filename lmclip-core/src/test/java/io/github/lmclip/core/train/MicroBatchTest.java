package io.github.lmclip.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.ClipExtras;
import io.github.lmclip.losses.BalancedAsymmetricLoss;
import io.github.lmclip.losses.ContrastiveLoss;
import io.github.lmclip.losses.Loss;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch in parts has the gradient of the whole batch, though both losses couple its pictures. */
class MicroBatchTest {

    /** Of float32 sums in another order, relative to the largest entry of a parameter's gradient. */
    private static final double TOLERANCE = 2e-4;

    private static final int BATCH = 8;

    private static final Loss OBJECTIVE =
            new ContrastiveLoss().plus(BalancedAsymmetricLoss.defaults().times(5));

    private static final TrainingOptions WHOLE = TrainingOptions.defaults();

    private static TrainingOptions inParts(int size) {
        return WHOLE.withStep(StepOptions.defaults().withMicroBatch(OptionalInt.of(size)));
    }

    /** What a step gives: its loss, and every parameter's gradient. */
    private record Result(double loss, Map<String, float[]> gradients) {

        static Result of(Backbone backbone, TrainingOptions options) {
            try (StepFixture fixture = new StepFixture(backbone, ClipExtras.none())) {
                options.freezing().applyToStatistics(fixture.clip());
                TrainingStep step = fixture.step(OBJECTIVE, options);
                double loss = step.run(fixture.batch(0, BATCH), 0).loss();
                return new Result(loss, fixture.gradients());
            }
        }

        static Result ofSeparateParts(int size) {
            try (StepFixture fixture = StepFixture.tiny()) {
                TrainingStep step = fixture.step(OBJECTIVE, WHOLE);
                for (int start = 0; start < BATCH; start += size) {
                    step.run(fixture.batch(start, start + size), 0);
                }
                return new Result(0, fixture.gradients());
            }
        }

        /** Returns the largest difference of gradients, relative to the largest entry of the parameter's. */
        double differenceFrom(Result other) {
            assertEquals(gradients.keySet(), other.gradients.keySet());
            double worst = 0;
            for (String name : gradients.keySet()) {
                // softmax does not see a shift of all keys: this gradient is zero but for rounding
                if (!name.endsWith("in_proj_bias") && !name.endsWith("k_proj.bias")) {
                    worst = Math.max(worst, difference(gradients.get(name), other.gradients.get(name)));
                }
            }
            return worst;
        }

        private static double difference(float[] one, float[] other) {
            double largest = 0;
            double difference = 0;
            for (int i = 0; i < one.length; i++) {
                largest = Math.max(largest, Math.abs(one[i]));
                difference = Math.max(difference, Math.abs(one[i] - other[i]));
            }
            return largest == 0 ? difference : difference / largest;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7})
    void hasTheGradientOfTheWholeBatch(int size) {
        Result whole = Result.of(Backbone.TINY, WHOLE);
        Result parts = Result.of(Backbone.TINY, inParts(size));
        assertEquals(whole.loss(), parts.loss(), TOLERANCE * Math.abs(whole.loss()));
        double difference = whole.differenceFrom(parts);
        assertTrue(difference < TOLERANCE, "difference " + difference);
    }

    /** What accumulating the parts' own losses would give is another gradient: the test above can fail. */
    @Test
    void isNotTheSumOfItsParts() {
        double difference = Result.of(Backbone.TINY, WHOLE).differenceFrom(Result.ofSeparateParts(4));
        assertTrue(difference > 0.1, "difference " + difference);
    }

    @Test
    void oneLargePartIsTheWholeBatchToTheBit() {
        assertEquals(0, Result.of(Backbone.TINY, WHOLE).differenceFrom(Result.of(Backbone.TINY, inParts(BATCH))));
    }

    @Test
    void worksForFrozenStatisticsOfAResNet() {
        TrainingOptions frozen = WHOLE.withFreezing(StepFixture.STATISTICS);
        Result whole = Result.of(StepFixture.tinyResNet(), frozen);
        Result parts = Result.of(StepFixture.tinyResNet(), inParts(3).withFreezing(StepFixture.STATISTICS));
        double difference = whole.differenceFrom(parts);
        assertTrue(difference < TOLERANCE, "difference " + difference);
    }

    @Test
    void isRefusedWhereNormsUseTheStatisticsOfTheBatch() {
        TrainingOptions options = inParts(4).withBatchSize(BATCH);
        try (StepFixture fixture = new StepFixture(StepFixture.tinyResNet(), ClipExtras.none())) {
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> StepRequirements.check(
                                    fixture.clip(), fixture.data().split(), options))
                    .getMessage();
            assertEquals(
                    "microBatch must be absent, got 4: TINY-RN normalises by the statistics of the whole batch, which parts"
                            + " do not have; freezing.batchNormStatistics normalises by the running ones",
                    message);
            StepRequirements.check(
                    fixture.clip(), fixture.data().split(), options.withFreezing(StepFixture.STATISTICS));
        }
    }

    @Test
    void refusesWrongSizes() {
        for (int size : List.of(0, -1)) {
            assertEquals(
                    "microBatch must be >= 1, got " + size,
                    assertThrows(IllegalArgumentException.class, () -> inParts(size))
                            .getMessage());
        }
    }
}
