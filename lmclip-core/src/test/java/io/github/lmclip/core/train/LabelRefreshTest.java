package io.github.lmclip.core.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.engine.HostMemory;
import io.github.lmclip.losses.BinaryCrossEntropyLoss;
import io.github.lmclip.losses.Loss;
import java.nio.FloatBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Labels that are computed in some steps only stay as they are in the others, which do not train the text tower. */
class LabelRefreshTest {

    /** Knows labels but no captions, so that the text tower is trained through labels alone. */
    private static final Loss OBJECTIVE = new BinaryCrossEntropyLoss();

    private static final String TEXT = "text_projection";

    private static TrainingOptions every(int steps) {
        return TrainingOptions.defaults().withStep(StepOptions.defaults().withLabelRefresh(steps));
    }

    @Test
    void trainsTheTextTowerInStepsThatRefresh() {
        for (int step = 0; step < 7; step++) {
            try (StepFixture fixture = StepFixture.tiny();
                    TrainingStep run = fixture.step(OBJECTIVE, every(3))) {
                run.run(fixture.batch(0, 4), step);
                boolean reached = isNonZero(fixture.gradients().get(TEXT));
                assertEquals(step % 3 == 0, reached, "step " + step);
            }
        }
    }

    private static boolean isNonZero(float[] gradient) {
        if (gradient != null) {
            for (float value : gradient) {
                if (value != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void comparesWithTheLabelsOfTheLastRefresh() {
        double[] kept = losses(3);
        double[] fresh = losses(1);
        assertEquals(fresh[0], kept[0]);
        assertNotEquals(fresh[1], kept[1]);
        assertEquals(fresh[3], kept[3]);
    }

    /** Labels that were kept are those of the prompts: while no parameter moves, nothing tells them from fresh ones. */
    @Test
    void keepsTheLabelsThemselves() {
        try (StepFixture fixture = StepFixture.tiny();
                TrainingStep run = fixture.step(OBJECTIVE, every(2))) {
            double fresh = run.run(fixture.batch(0, 4), 0).loss();
            assertEquals(fresh, run.run(fixture.batch(0, 4), 1).loss());
        }
    }

    /** Returns the losses of steps between which the text tower moves and nothing else does. */
    private static double[] losses(int refresh) {
        double[] losses = new double[4];
        try (StepFixture fixture = StepFixture.tiny();
                TrainingStep run = fixture.step(OBJECTIVE, every(refresh))) {
            for (int step = 0; step < losses.length; step++) {
                losses[step] = run.run(fixture.batch(0, 4), step).loss();
                HostMemory.write(fixture.clip().parameters().get(TEXT).getArray(), LabelRefreshTest::move);
            }
        }
        return losses;
    }

    private static void move(FloatBuffer values) {
        for (int i = 0; i < values.limit(); i++) {
            values.put(i, values.get(i) + 0.001f * (i % 7));
        }
    }

    @Test
    void keepsLabelsWithTheStateOfTheRun() {
        try (StepFixture fixture = StepFixture.tiny();
                TrainingStep run = fixture.step(OBJECTIVE, every(2));
                TrainingStep plain = fixture.step(OBJECTIVE, every(1))) {
            assertEquals(Map.of(), plain.state());
            run.run(fixture.batch(0, 4), 0);
            float[] first = run.state().get("labels").toFloatArray();
            assertTrue(isNonZero(first));
            HostMemory.write(fixture.clip().parameters().get(TEXT).getArray(), LabelRefreshTest::move);
            run.run(fixture.batch(0, 4), 1);
            assertArrayEquals(first, run.state().get("labels").toFloatArray());
        }
    }

    @Test
    void refusesLessThanOneStep() {
        assertEquals(
                "labelRefresh must be >= 1, got 0",
                assertThrows(IllegalArgumentException.class, () -> every(0)).getMessage());
    }
}
