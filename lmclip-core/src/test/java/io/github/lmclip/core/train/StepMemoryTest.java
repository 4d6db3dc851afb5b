package io.github.lmclip.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.ClipExtras;
import io.github.lmclip.losses.BalancedAsymmetricLoss;
import io.github.lmclip.losses.ContrastiveLoss;
import io.github.lmclip.losses.Loss;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a step is computed, it leaves no array behind in the network's manager. */
class StepMemoryTest {

    private static final Loss OBJECTIVE = new ContrastiveLoss().plus(BalancedAsymmetricLoss.defaults());

    static Stream<StepOptions> options() {
        StepOptions plain = StepOptions.defaults();
        return Stream.of(
                plain,
                plain.withMicroBatch(OptionalInt.of(2)),
                plain.withLabelRefresh(3),
                plain.withLabels(StepOptions.Labels.TRAINED),
                plain.withLabels(StepOptions.Labels.TRAINED).withMicroBatch(OptionalInt.of(3)));
    }

    @ParameterizedTest
    @MethodSource("options")
    void leavesNothingBehind(StepOptions options) {
        int classes = 20;
        try (StepFixture fixture = new StepFixture(Backbone.TINY, new ClipExtras(false, classes));
                TrainingStep step =
                        fixture.step(OBJECTIVE, TrainingOptions.defaults().withStep(options))) {
            step.run(fixture.batch(0, 6), 0);
            int before = arrays(fixture);
            for (int number = 1; number < 8; number++) {
                step.run(fixture.batch(0, 6), number);
            }
            assertEquals(before, arrays(fixture));
        }
    }

    private static int arrays(StepFixture fixture) {
        return fixture.clip().manager().getManagedArrays().size();
    }
}
