package io.github.lmclip.core.train;

import io.github.lmclip.core.engine.AdamW;
import io.github.lmclip.core.engine.Precision;
import io.github.lmclip.data.Sampling;
import io.github.lmclip.data.image.Augmentation;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * How to train. {@link #defaults()} are the published values; presets change the learning rate and the sampling power.
 *
 * @param epochs passes of as many draws as there are training images, at least 1
 * @param batchSize images per step, at least 1; the last batch of an epoch may be smaller
 * @param learningRate of the first epoch, > 0; falls to 0 along half a cosine, once per epoch
 * @param optimizer AdamW's other settings
 * @param sampler how an epoch's images are chosen
 * @param samplingPower power of the class-aware sampler's weights, >= 0; at 0 every image comes once per epoch, shuffled
 * @param augmentation what chance does to training pictures; as published, flips alone
 * @param freezeBatchNorm whether batch normalisation keeps its statistics; the published code does not
 * @param precision what products are computed in; float32 as published
 * @param checkpointing whether a step computes the inside of each block a second time instead of keeping it: less memory,
 *     more time, the same bits
 * @param logitBias start value of a trained bias on the logits; absent as published
 * @param badImages what to do about a picture that cannot be decoded
 * @param evaluateEvery epochs between two evaluations, at least 1; the last epoch is always evaluated
 * @param seed of the draws and the augmentation
 */
@RecordBuilder
@RecordBuilder.Options(suffix = "Copies")
public record TrainingOptions(
        int epochs,
        int batchSize,
        double learningRate,
        AdamW.Settings optimizer,
        Sampling sampler,
        double samplingPower,
        Augmentation augmentation,
        boolean freezeBatchNorm,
        Precision precision,
        boolean checkpointing,
        OptionalDouble logitBias,
        BadImages badImages,
        int evaluateEvery,
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
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(sampler, "sampler");
        Objects.requireNonNull(augmentation, "augmentation");
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(logitBias, "logitBias");
        Objects.requireNonNull(badImages, "badImages");
    }

    private static void require(boolean holds, String message, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(message.formatted(value));
        }
    }

    /** Returns the published options: 50 epochs of batches of 8, AdamW, sampling weights to the power 1, flips. */
    public static TrainingOptions defaults() {
        return new TrainingOptions(
                50,
                8,
                1e-6,
                AdamW.Settings.defaults(),
                Sampling.CLASS_AWARE,
                1,
                Augmentation.defaults(),
                false,
                Precision.FP32,
                false,
                OptionalDouble.empty(),
                BadImages.STOP,
                1,
                0);
    }

    /** Returns these options with flips on or off. */
    public TrainingOptions withFlip(boolean flip) {
        return withAugmentation(augmentation.withFlip(flip));
    }
}
