package io.github.lmclip.core.train;

import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.data.LongTailDataset;
import java.util.OptionalInt;

/** What must hold between options, network and data for a step to be what it says. */
final class StepRequirements {

    private StepRequirements() {}

    /**
     * Checks a run before it begins.
     *
     * @throws IllegalArgumentException if batch and data, or batch and network, do not go together
     * @throws IllegalStateException if the network's device is not for the precision
     */
    static void check(Clip clip, TrainingData data, TrainingOptions options) {
        LongTailDataset split = data.split();
        requireOneWayOfParting(data, options);
        require(
                options.batchSize() <= split.size(),
                "training.batchSize must be at most the %d images of %s, got %d: set it lower, in Java by withBatchSize(%s)",
                split.size(),
                split.name(),
                options.batchSize(),
                split.size());
        options.step().precision().require(clip.manager().getDevice());
        if (FrozenTowers.usesBatchStatistics(clip, options.freezing())) {
            String name = clip.backbone().name();
            require(
                    data.replicas().isEmpty(),
                    "replicas must be none, got %s: %s normalises by the statistics of the whole batch, which shares do not"
                            + " have; freezing.batchNormStatistics normalises by the running ones",
                    data.replicas(),
                    name);
            require(
                    options.batchSize() > 1,
                    "batchSize must be >= 2, got 1: %s normalises by the statistics of its batch, and one picture has none;"
                            + " freezing.batchNormStatistics normalises by the running ones",
                    name);
            OptionalInt micro = options.step().microBatch();
            require(
                    micro.isEmpty() || micro.getAsInt() >= options.batchSize(),
                    "microBatch must be absent, got %s: %s normalises by the statistics of the whole batch, which parts do"
                            + " not have; freezing.batchNormStatistics normalises by the running ones",
                    micro.orElse(0),
                    name);
        }
    }

    private static void requireOneWayOfParting(TrainingData data, TrainingOptions options) {
        require(
                data.replicas().isEmpty() || options.step().microBatch().isEmpty(),
                "replicas and microBatch both part a batch, expected one of them, got %s and %s",
                data.replicas(),
                options.step().microBatch());
    }

    private static void require(boolean holds, String message, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(message.formatted(values));
        }
    }
}
