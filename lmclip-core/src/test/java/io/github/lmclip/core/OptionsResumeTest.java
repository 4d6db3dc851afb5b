package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.train.EarlyStopping;
import io.github.lmclip.core.train.Freezing;
import io.github.lmclip.core.train.GradientOptions;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.RateFactors;
import io.github.lmclip.core.train.Schedule;
import io.github.lmclip.core.train.StepReport;
import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.core.train.Undecayed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With every option on, a run that is stopped and gone on with ends with the same bits as one that never was. */
class OptionsResumeTest {

    private static final int[] STOPS = {1, 3, 5};

    @TempDir
    private Path folder;

    /** A run of two epochs of three steps. */
    enum Option {
        COSINE_PER_STEP(options -> options.withSchedule(new Schedule(Schedule.Kind.COSINE_PER_STEP, 4))),
        CONSTANT(options -> options.withSchedule(new Schedule(Schedule.Kind.CONSTANT, 2))),
        RATE_FACTORS(options -> options.withRateFactors(new RateFactors(0.5, 1, 2, 0.7))),
        UNDECAYED(options -> options.withUndecayed(new Undecayed(true, false, true))),
        CLIPPING(options -> options.withGradient(GradientOptions.defaults().withClipNorm(OptionalDouble.of(0.1)))),
        ACCUMULATION(options -> options.withGradient(GradientOptions.defaults().withBatchesPerUpdate(2))),
        AVERAGE(options -> options.withEmaDecay(OptionalDouble.of(0.8))),
        FREEZING(options -> options.withFreezing(
                Freezing.defaults().withImageBlocks(2).withTextTower(true).withNorms(true))),
        FROZEN_STATISTICS(options -> options.withFreezing(Freezing.defaults().withImageBlocks(1)), true),
        AVERAGED_STATISTICS(options -> options.withEmaDecay(OptionalDouble.of(0.5)), true),
        LOGIT_SCALE(options -> options.withMaxLogitScale(OptionalDouble.of(5))),
        EARLY_STOPPING(options -> options.withEpochs(5)
                .withLearningRate(1e-30)
                .withEarlyStopping(Optional.of(EarlyStopping.defaults().withPatience(1)))),
        HOLDOUT(options -> options.withHoldout(OptionalDouble.of(0.2))),
        TOGETHER(options -> options.withSchedule(new Schedule(Schedule.Kind.COSINE_PER_STEP, 1))
                .withRateFactors(new RateFactors(1, 0.5, 1, 0.9))
                .withUndecayed(new Undecayed(true, true, true))
                .withGradient(new GradientOptions(2, OptionalDouble.of(0.5), true))
                .withEmaDecay(OptionalDouble.of(0.7))
                .withFreezing(Freezing.defaults().withTextBlocks(1))
                .withMaxLogitScale(OptionalDouble.of(50))
                .withEarlyStopping(Optional.of(EarlyStopping.defaults()))
                .withHoldout(OptionalDouble.of(0.2)));

        private final UnaryOperator<TrainingOptions> change;
        private final boolean resNet;

        Option(UnaryOperator<TrainingOptions> change) {
            this(change, false);
        }

        Option(UnaryOperator<TrainingOptions> change, boolean resNet) {
            this.change = change;
            this.resNet = resNet;
        }

        LmClipBuilder builder() {
            LmClipBuilder start = LmClip.builder()
                    .dataset(new SmallShapes(48, 24))
                    .training(options -> options.withEpochs(2).withBatchSize(16).withLearningRate(1e-4))
                    .training(change);
            return resNet ? start.backbone(TrainedRun.SMALL_RESNET).randomWeights(3) : start.backbone(Backbone.TINY);
        }
    }

    /** Interrupts once, at a step counted over the whole run. */
    private record StopAt(int number) implements ProgressListener {

        @Override
        public void onStep(StepReport step) {
            if ((step.epoch() - 1) * step.steps() + step.step() == number) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsWithTheSameBits(Option option) throws IOException {
        Path whole = folder.resolve("whole");
        Path stopped = folder.resolve("stopped");
        option.builder().runFolder(whole).train().close();
        for (int stop : STOPS) {
            option.builder()
                    .runFolder(stopped)
                    .resume()
                    .listener(new StopAt(stop))
                    .train()
                    .close();
            assertTrue(Thread.interrupted(), "interrupted at step " + stop);
        }
        option.builder().runFolder(stopped).resume().train().close();
        RunComparison.requireSame(whole, stopped);
    }
}
