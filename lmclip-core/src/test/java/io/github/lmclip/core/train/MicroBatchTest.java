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

    private static StepResult result(Backbone backbone, TrainingOptions options) {
        return StepResult.of(backbone, OBJECTIVE, options, List.of());
    }

    private static StepResult ofSeparateParts(int size) {
        try (StepFixture fixture = StepFixture.tiny()) {
            TrainingStep step = fixture.step(OBJECTIVE, WHOLE);
            for (int start = 0; start < BATCH; start += size) {
                step.run(fixture.batch(start, start + size), 0);
            }
            return new StepResult(0, fixture.gradients());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7})
    void hasTheGradientOfTheWholeBatch(int size) {
        StepResult whole = result(Backbone.TINY, WHOLE);
        StepResult parts = result(Backbone.TINY, inParts(size));
        assertEquals(whole.loss(), parts.loss(), TOLERANCE * Math.abs(whole.loss()));
        double difference = whole.differenceFrom(parts);
        assertTrue(difference < TOLERANCE, "difference " + difference);
    }

    /** What accumulating the parts' own losses would give is another gradient: the test above can fail. */
    @Test
    void isNotTheSumOfItsParts() {
        double difference = result(Backbone.TINY, WHOLE).differenceFrom(ofSeparateParts(4));
        assertTrue(difference > 0.1, "difference " + difference);
    }

    @Test
    void oneLargePartIsTheWholeBatchToTheBit() {
        assertEquals(0, result(Backbone.TINY, WHOLE).differenceFrom(result(Backbone.TINY, inParts(BATCH))));
    }

    @Test
    void worksForFrozenStatisticsOfAResNet() {
        TrainingOptions frozen = WHOLE.withFreezing(StepFixture.STATISTICS);
        StepResult whole = result(StepFixture.tinyResNet(), frozen);
        StepResult parts = result(StepFixture.tinyResNet(), inParts(3).withFreezing(StepFixture.STATISTICS));
        double difference = whole.differenceFrom(parts);
        assertTrue(difference < TOLERANCE, "difference " + difference);
    }

    @Test
    void isRefusedWhereNormsUseTheStatisticsOfTheBatch() {
        TrainingOptions options = inParts(4).withBatchSize(BATCH);
        try (StepFixture fixture = new StepFixture(StepFixture.tinyResNet(), ClipExtras.none())) {
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> StepRequirements.check(fixture.clip(), fixture.data(), options))
                    .getMessage();
            assertEquals(
                    "microBatch must be absent, got 4: TINY-RN normalises by the statistics of the whole batch, which parts"
                            + " do not have; freezing.batchNormStatistics normalises by the running ones",
                    message);
            StepRequirements.check(fixture.clip(), fixture.data(), options.withFreezing(StepFixture.STATISTICS));
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
