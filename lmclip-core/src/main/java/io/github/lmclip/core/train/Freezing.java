package io.github.lmclip.core.train;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.Clip;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * What training leaves as it is. As published, nothing. What is frozen gets no gradient, no moments and no weight decay, and
 * no backward pass goes below the lowest part that is trained.
 *
 * @param imageTower whether the whole image tower is, its statistics of batch normalisation included
 * @param textTower whether the whole text tower is
 * @param norms whether weights and biases of all normalisations are
 * @param batchNormStatistics whether batch normalisation keeps its statistics, and normalises by them instead of the batch's
 * @param imageBlocks the image tower's first blocks, with all that precedes them and their statistics; 0 for none
 * @param textBlocks the text tower's first blocks, with both embeddings; 0 for none
 */
@RecordBuilder
@RecordBuilder.Options(suffix = "Copies")
public record Freezing(
        boolean imageTower,
        boolean textTower,
        boolean norms,
        boolean batchNormStatistics,
        int imageBlocks,
        int textBlocks)
        implements FreezingCopies.With {

    /** Checks the ranges. */
    public Freezing {
        if (imageBlocks < 0 || textBlocks < 0) {
            throw new IllegalArgumentException(
                    "imageBlocks and textBlocks must be >= 0, got %d and %d".formatted(imageBlocks, textBlocks));
        }
    }

    /** Returns the published choice: everything is trained. */
    public static Freezing defaults() {
        return new Freezing(false, false, false, false, 0, 0);
    }

    /**
     * Checks the blocks against a network.
     *
     * @throws IllegalArgumentException if a tower has fewer
     */
    void requireBlocksOf(Backbone backbone) {
        requireAtMost("imageBlocks", imageBlocks, ParameterPlace.imageBlocks(backbone), backbone);
        requireAtMost("textBlocks", textBlocks, backbone.text().layers(), backbone);
    }

    private static void requireAtMost(String name, int blocks, int most, Backbone backbone) {
        if (blocks > most) {
            throw new IllegalArgumentException(
                    "freezing.%s must be at most the %d of %s, got %d".formatted(name, most, backbone.name(), blocks));
        }
    }

    /** Returns whether a parameter is left as it is. */
    boolean covers(ParameterPlace place) {
        return isBelow(place) || (norms && place.kind() == ParameterPlace.Kind.NORM);
    }

    /** Returns whether a statistic of batch normalisation is left as it is. */
    boolean coversStatistic(ParameterPlace place) {
        return isBelow(place) || batchNormStatistics;
    }

    /** Sets which statistics of batch normalisation a network leaves as they are. */
    void applyToStatistics(Clip clip) {
        clip.freezeBatchNorm(name -> coversStatistic(ParameterPlace.of(name, clip.backbone())));
    }

    private boolean isBelow(ParameterPlace place) {
        return switch (place.part()) {
            case IMAGE_TOWER -> imageTower || (imageBlocks > 0 && place.block() <= imageBlocks);
            case TEXT_TOWER -> textTower || (textBlocks > 0 && place.block() <= textBlocks);
            case REST -> false;
        };
    }
}
