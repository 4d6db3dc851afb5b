package io.github.lmclip.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.ClipExtras;
import io.github.lmclip.losses.Loss;
import java.util.List;
import java.util.Map;

/** What a step gives: its loss, and every parameter's gradient. */
record StepResult(double loss, Map<String, float[]> gradients) {

    /** Pictures of the step. */
    static final int BATCH = 8;

    /** Takes one step of a network with random weights. */
    static StepResult of(Backbone backbone, Loss objective, TrainingOptions options, List<Device> replicas) {
        try (StepFixture fixture = new StepFixture(backbone, ClipExtras.none(), replicas)) {
            options.freezing().applyToStatistics(fixture.clip());
            options.lora().ifPresent(lora -> fixture.clip().adapt(lora, 1));
            try (TrainingStep step = fixture.step(objective, options)) {
                double loss = step.run(fixture.batch(0, BATCH), 0).loss();
                return new StepResult(loss, fixture.gradients());
            }
        }
    }

    /** Returns the largest difference of gradients, relative to the largest entry of the parameter's. */
    double differenceFrom(StepResult other) {
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
