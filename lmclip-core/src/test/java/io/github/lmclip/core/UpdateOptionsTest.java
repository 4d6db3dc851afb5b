package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.engine.AdamW;
import io.github.lmclip.core.train.GradientOptions;
import io.github.lmclip.core.train.RateFactors;
import io.github.lmclip.core.train.Schedule;
import io.github.lmclip.core.train.StepReport;
import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.core.train.Undecayed;
import io.github.lmclip.losses.BinaryCrossEntropyLoss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each option does to the updates of a short run. */
class UpdateOptionsTest {

    /** Of a parameter's change, since the parameter itself is rounded. */
    private static final double CHANGE = 1e-3;

    /** Of sums over pictures in another order. */
    private static final double ORDER = 1e-4;

    private static final String BLOCK = "visual.transformer.resblocks.%d.mlp.c_fc.weight";

    @TempDir
    private Path folder;

    private TrainedRun run(String name, int pictures, UnaryOperator<TrainingOptions> change) {
        return TrainedRun.of(folder.resolve(name), pictures, change);
    }

    private static UnaryOperator<TrainingOptions> gradient(UnaryOperator<GradientOptions> change) {
        return options -> options.withGradient(change.apply(options.gradient()));
    }

    private static AdamW.Settings decay(double weightDecay) {
        AdamW.Settings published = AdamW.Settings.defaults();
        return new AdamW.Settings(published.beta1(), published.beta2(), published.epsilon(), weightDecay);
    }

    private static double distance(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs((double) one[i] - other[i]);
        }
        return sum;
    }

    @Test
    void theScheduleSetsTheRateOfEveryStep() {
        TrainedRun run = run("run", 16, options -> options.withEpochs(2)
                .withSchedule(new Schedule(Schedule.Kind.COSINE_PER_STEP, 2)));
        assertEquals(
                List.of(5e-4, 1e-3, 1e-3, 5e-4),
                run.steps().stream()
                        .map(StepReport::learningRate)
                        .map(rate -> Math.round(rate * 1e9) / 1e9)
                        .toList());
        assertEquals(5e-4, run.epochs().get(1).learningRate(), 1e-12);
    }

    @Test
    void partsAndBlocksMoveAtTheirOwnRates() throws IOException {
        UnaryOperator<TrainingOptions> plain = options -> options.withOptimizer(decay(0));
        TrainedRun still = run("still", 8, options -> options.withRateFactors(new RateFactors(0, 0, 0, 1)));
        TrainedRun same = run("same", 8, plain);
        TrainedRun own =
                run("own", 8, options -> plain.apply(options).withRateFactors(new RateFactors(0.5, 1, 2, 0.8)));
        requireFactor(0.5, "visual.proj", still, same, own);
        requireFactor(0.5 * 0.8, BLOCK.formatted(3), still, same, own);
        requireFactor(0.5 * Math.pow(0.8, 4), BLOCK.formatted(0), still, same, own);
        requireFactor(0.5 * Math.pow(0.8, 5), "visual.conv1.weight", still, same, own);
        requireFactor(1, "ln_final.weight", still, same, own);
        requireFactor(Math.pow(0.8, 4), "token_embedding.weight", still, same, own);
        requireFactor(2, "logit_scale", still, same, own);
    }

    private static void requireFactor(double factor, String name, TrainedRun still, TrainedRun same, TrainedRun own)
            throws IOException {
        float[] start = still.parameter(name);
        double expected = factor * distance(same.parameter(name), start);
        assertTrue(expected > 0, name);
        assertEquals(expected, distance(own.parameter(name), start), CHANGE * expected, name);
    }

    @Test
    void exclusionsDoNotDecay() throws IOException {
        TrainedRun none = run("none", 8, options -> options.withOptimizer(decay(0)));
        TrainedRun all = run("all", 8, options -> options.withOptimizer(decay(0.5)));
        TrainedRun some = run(
                "some", 8, options -> options.withOptimizer(decay(0.5)).withUndecayed(new Undecayed(true, true, true)));
        for (String name : none.names("parameter.")) {
            boolean excluded = name.matches("logit_scale|.*(bias|ln_\\w+\\.weight|_embedding|_embedding\\.weight)");
            TrainedRun expected = excluded ? none : all;
            assertArrayEquals(expected.parameter(name), some.parameter(name), name);
            assertFalse(
                    !excluded && Arrays.equals(none.parameter(name), all.parameter(name)), name + " does not decay");
        }
    }

    @Test
    void clippingCutsTheWholeGradientToALength() throws IOException {
        double norm = run("whole", 8, gradient(own -> own.withReportNorm(true)))
                .steps()
                .get(0)
                .gradientNorm();
        TrainedRun clipped = run("clipped", 8, gradient(own -> own.withClipNorm(OptionalDouble.of(norm / 4))));
        assertEquals(norm, clipped.steps().get(0).gradientNorm());
        assertEquals(norm / 4, clipped.gradientNorm(), ORDER * norm);
        TrainedRun roomy = run("roomy", 8, gradient(own -> own.withClipNorm(OptionalDouble.of(norm * 4))));
        assertEquals(norm, roomy.gradientNorm(), ORDER * norm);
        assertTrue(Double.isNaN(
                run("unasked", 8, options -> options).steps().get(0).gradientNorm()));
    }

    @Test
    void accumulatedBatchesAreOneWhereSamplesAreNotCoupled() throws IOException {
        LmClipBuilder start = LmClip.builder()
                .dataset(new SmallShapes(24, 8))
                .backbone(Backbone.TINY)
                .loss(new BinaryCrossEntropyLoss());
        TrainedRun large = TrainedRun.of(folder.resolve("large"), start, options -> options.withBatchSize(24));
        TrainedRun small = TrainedRun.of(folder.resolve("small"), start, gradient(own -> own.withBatchesPerUpdate(3)));
        double norm = large.gradientNorm();
        double apart = 0;
        for (String name : large.names("mean.")) {
            float[] one = large.state("mean." + name);
            float[] other = small.state("mean." + name);
            for (int i = 0; i < one.length; i++) {
                apart += 100 * Math.pow((double) one[i] - other[i], 2);
            }
        }
        assertTrue(norm > 0);
        assertEquals(0, Math.sqrt(apart), ORDER * norm);
    }

    @Test
    void whatIsLeftOfAnEpochMakesAnUpdateOfItsOwn() throws IOException {
        TrainedRun run = run("run", 24, options -> gradient(own -> own.withBatchesPerUpdate(2))
                .apply(options)
                .withEpochs(2)
                .withSchedule(new Schedule(Schedule.Kind.COSINE_PER_STEP, 0)));
        assertEquals(4, run.state("step.logit_scale")[0]);
        double start = run.steps().get(0).learningRate();
        double[] courses = {1, 1, (1 + Math.sqrt(0.5)) / 2, 0.5, 0.5, (1 - Math.sqrt(0.5)) / 2};
        for (int i = 0; i < courses.length; i++) {
            assertEquals(courses[i] * start, run.steps().get(i).learningRate(), 1e-12, "step " + i);
        }
    }

    @Test
    void theAverageIsWhatIsEvaluatedAndKept() throws IOException {
        TrainedRun still = run("still", 8, options -> options.withRateFactors(new RateFactors(0, 0, 0, 1)));
        TrainedRun run = run("run", 8, options -> options.withEmaDecay(OptionalDouble.of(0.75)));
        TrainedRun plain = run("plain", 8, options -> options);
        TrainedRun forgetful = run("forgetful", 8, options -> options.withEmaDecay(OptionalDouble.of(0)));
        for (String name : List.of("visual.proj", "logit_scale", "ln_final.weight")) {
            float[] start = still.parameter(name);
            float[] end = run.parameter(name);
            assertArrayEquals(plain.parameter(name), end, name);
            assertArrayEquals(run.state("average." + name), run.model(name), name);
            for (int i = 0; i < start.length; i++) {
                assertEquals(0.75 * start[i] + 0.25 * end[i], run.model(name)[i], 1e-6 * Math.max(1, Math.abs(end[i])));
            }
            assertArrayEquals(plain.model(name), forgetful.model(name), name);
        }
        assertEquals(
                plain.epochs().get(0).evaluations(), forgetful.epochs().get(0).evaluations());
    }

    @Test
    void theModelThatComesBackHasTheAverage() throws IOException {
        LmClipBuilder start = LmClip.builder()
                .dataset(new SmallShapes(16, 8))
                .backbone(Backbone.TINY)
                .training(options -> options.withEpochs(1)
                        .withBatchSize(8)
                        .withLearningRate(1e-3)
                        .withEmaDecay(OptionalDouble.of(0.9)))
                .runFolder(folder);
        try (LmClip model = start.train();
                LmClip kept = LmClip.load(folder.resolve("last.safetensors"))) {
            assertArrayEquals(kept.embedTexts(List.of("a photo of a")), model.embedTexts(List.of("a photo of a")));
        }
    }

    @Test
    void theLogitScaleStaysBelowItsLimit() throws IOException {
        TrainedRun free = run("free", 8, options -> options);
        double scale = Math.exp(free.parameter("logit_scale")[0]);
        TrainedRun run = run("run", 8, options -> options.withMaxLogitScale(OptionalDouble.of(scale / 2)));
        assertEquals(Math.log(scale / 2), run.parameter("logit_scale")[0], 1e-6);
    }
}
