package io.github.lmclip.core.train;

import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.LogitHead;
import java.util.function.Predicate;

/**
 * Which towers of a network no update moves, so that what they compute stays the same.
 *
 * @param image whether no parameter of the image tower is trained
 * @param text whether no parameter of the text tower is trained
 * @param batchStatistics whether the image tower computes by the statistics of each batch, trained or not
 */
public record FrozenTowers(boolean image, boolean text, boolean batchStatistics) {

    private static final String IMAGE = "visual.";

    private static final String STATISTIC = ".running_mean";

    /**
     * Asks a network.
     *
     * @param clip with its parameters frozen already
     * @param freezing tells which statistics of batch normalisation are
     */
    public static FrozenTowers of(Clip clip, Freezing freezing) {
        return new FrozenTowers(
                isFrozen(clip, name -> name.startsWith(IMAGE)),
                isFrozen(clip, name -> !name.startsWith(IMAGE) && !LogitHead.has(name)),
                usesBatchStatistics(clip, freezing));
    }

    /** Returns whether what the image tower makes of a picture depends on the other pictures of its batch. */
    static boolean usesBatchStatistics(Clip clip, Freezing freezing) {
        return clip.parameters().keySet().stream()
                .filter(name -> name.endsWith(STATISTIC))
                .anyMatch(name -> !freezing.coversStatistic(ParameterPlace.of(name, clip.backbone())));
    }

    private static boolean isFrozen(Clip clip, Predicate<String> part) {
        return clip.parametersAndAdapters().entrySet().stream()
                .filter(entry -> part.test(entry.getKey()))
                .noneMatch(entry -> entry.getValue().requiresGradient());
    }

    /** Returns whether a picture has the same features in every batch of a run. */
    public boolean fixesPictures() {
        return image && !batchStatistics;
    }
}
