package io.github.lmclip.core.train;

import io.github.lmclip.core.clip.Lora;
import io.github.lmclip.core.engine.AdamW;
import io.github.lmclip.data.Sampling;
import io.github.lmclip.data.image.Augmentation;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/**
 * How to train. {@link #defaults()} are the published values; presets change the learning rate and the sampling power.
 *
 * @param epochs passes of as many draws as there are training images, at least 1
 * @param batchSize images per step, at least 1; the last batch of an epoch may be smaller
 * @param learningRate that the schedule begins with, > 0
 * @param schedule how the learning rate goes on; as published, half a cosine to 0, once per epoch
 * @param rateFactors what the learning rate is multiplied by, part by part
 * @param optimizer AdamW's other settings
 * @param undecayed what weight decay leaves alone
 * @param gradient what becomes of gradients before an update
 * @param emaDecay decay per update of a moving average of all weights, in [0, 1), by which is evaluated and which
 *     checkpoints hold; absent as published
 * @param maxLogitScale the most that exp(logit_scale) may become, > 0, such as CLIP's 100; absent as published
 * @param sampler how an epoch's images are chosen
 * @param samplingPower power of the class-aware sampler's weights, >= 0; at 0 every image comes once per epoch, shuffled
 * @param augmentation what chance does to training pictures; as published, flips alone
 * @param freezing what is not trained
 * @param lora low-rank additions that are trained in the place of the weights; where it is present, {@code freezing} covers
 *     the statistics of batch normalisation; absent as published
 * @param step how a step computes what it computes
 * @param logitBias start value of a trained bias on the logits; absent as published
 * @param badImages what to do about a picture that cannot be decoded
 * @param evaluateEvery epochs between two evaluations, at least 1; the last epoch is always evaluated
 * @param earlyStopping when to end before the last epoch; absent as published
 * @param holdout share of the training split, in (0, 1), that is not trained on but evaluated on after the epochs, so that
 *     best models and early stopping are not chosen by the test split; absent as published
 * @param seed of the draws and the augmentation
 */
@RecordBuilder
@RecordBuilder.Options(suffix = "Copies")
public record TrainingOptions(
        int epochs,
        int batchSize,
        double learningRate,
        Schedule schedule,
        RateFactors rateFactors,
        AdamW.Settings optimizer,
        Undecayed undecayed,
        GradientOptions gradient,
        OptionalDouble emaDecay,
        OptionalDouble maxLogitScale,
        Sampling sampler,
        double samplingPower,
        Augmentation augmentation,
        Freezing freezing,
        Optional<Lora> lora,
        StepOptions step,
        OptionalDouble logitBias,
        BadImages badImages,
        int evaluateEvery,
        Optional<EarlyStopping> earlyStopping,
        OptionalDouble holdout,
        long seed)
        implements TrainingOptionsCopies.With {

    /** What to do about a picture that cannot be decoded. */
    public enum BadImages {
        /** End the run with an error that names the picture. */
        STOP,
        /** Leave the picture out of its batch and count it. */
        SKIP
    }

    /** Checks the ranges. */
    public TrainingOptions {
        require(epochs >= 1, "epochs must be >= 1, got %s", epochs);
        require(batchSize >= 1, "batchSize must be >= 1, got %s", batchSize);
        require(
                learningRate > 0 && learningRate < Double.POSITIVE_INFINITY,
                "learningRate must be a finite number > 0, got %s",
                learningRate);
        require(
                samplingPower >= 0 && samplingPower < Double.POSITIVE_INFINITY,
                "samplingPower must be a finite number >= 0, got %s",
                samplingPower);
        require(evaluateEvery >= 1, "evaluateEvery must be >= 1, got %s", evaluateEvery);
        requireIfPresent(emaDecay, decay -> decay >= 0 && decay < 1, "emaDecay must be in [0, 1), got %s");
        requireIfPresent(
                maxLogitScale,
                most -> most > 0 && most < Double.POSITIVE_INFINITY,
                "maxLogitScale must be a finite number > 0, got %s");
        requireIfPresent(holdout, share -> share > 0 && share < 1, "holdout must be inside (0, 1), got %s");
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(rateFactors, "rateFactors");
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(undecayed, "undecayed");
        Objects.requireNonNull(gradient, "gradient");
        Objects.requireNonNull(freezing, "freezing");
        Objects.requireNonNull(lora, "lora");
        freezing = lora.isPresent() ? freezing.withBatchNormStatistics(true) : freezing;
        Objects.requireNonNull(earlyStopping, "earlyStopping");
        Objects.requireNonNull(sampler, "sampler");
        Objects.requireNonNull(augmentation, "augmentation");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(logitBias, "logitBias");
        Objects.requireNonNull(badImages, "badImages");
    }

    private static void require(boolean holds, String message, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(message.formatted(value));
        }
    }

    private static void requireIfPresent(OptionalDouble value, DoublePredicate holds, String message) {
        value.ifPresent(number -> require(holds.test(number), message, number));
    }

    /** Returns the published options: 50 epochs of batches of 8, AdamW, sampling weights to the power 1, flips. */
    public static TrainingOptions defaults() {
        return new TrainingOptions(
                50,
                8,
                1e-6,
                Schedule.defaults(),
                RateFactors.defaults(),
                AdamW.Settings.defaults(),
                Undecayed.defaults(),
                GradientOptions.defaults(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Sampling.CLASS_AWARE,
                1,
                Augmentation.defaults(),
                Freezing.defaults(),
                Optional.empty(),
                StepOptions.defaults(),
                OptionalDouble.empty(),
                BadImages.STOP,
                1,
                Optional.empty(),
                OptionalDouble.empty(),
                0);
    }

    /** Returns these options with flips on or off. */
    public TrainingOptions withFlip(boolean flip) {
        return withAugmentation(augmentation.withFlip(flip));
    }

    /**
     * Returns these options for a linear probe: both towers are frozen, and a trained vector for each class, which starts as
     * the text feature of its prompt, is compared with the pictures.
     */
    public TrainingOptions withLinearProbe() {
        return withFreezing(freezing.withImageTower(true).withTextTower(true))
                .withStep(step.withLabels(StepOptions.Labels.TRAINED));
    }
}
