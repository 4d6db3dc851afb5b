package io.github.lmclip.core.train;

import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.clip.Clip;
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

    /**
     * Asks a network.
     *
     * @param freezeBatchNorm whether batch normalisation keeps its statistics
     */
    public static FrozenTowers of(Clip clip, boolean freezeBatchNorm) {
        return new FrozenTowers(
                isFrozen(clip, name -> name.startsWith(IMAGE)),
                isFrozen(clip, name -> !name.startsWith(IMAGE) && !Clip.isShared(name)),
                usesBatchStatistics(clip, freezeBatchNorm));
    }

    /** Returns whether what the image tower makes of a picture depends on the other pictures of its batch. */
    static boolean usesBatchStatistics(Clip clip, boolean freezeBatchNorm) {
        return clip.backbone().image() instanceof ImageTower.ResNet && !freezeBatchNorm;
    }

    private static boolean isFrozen(Clip clip, Predicate<String> part) {
        return clip.parameters().entrySet().stream()
                .filter(entry -> part.test(entry.getKey()))
                .noneMatch(entry -> entry.getValue().requiresGradient());
    }

    /** Returns whether a picture has the same features in every batch of a run. */
    public boolean fixesPictures() {
        return image && !batchStatistics;
    }
}
