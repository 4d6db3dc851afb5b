package io.github.lmclip.core.train;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * What the learning rate is multiplied by, part by part. All 1 as published.
 *
 * @param imageTower for the image tower, >= 0
 * @param textTower for the text tower, >= 0
 * @param rest for logit scale, logit bias and trained labels, >= 0
 * @param perBlock layer-wise decay, in (0, 1]: what follows a tower's last block has its part's factor, and every step down
 *     from there, block by block to what precedes the first, one more factor {@code perBlock}
 */
@RecordBuilder
@RecordBuilder.Options(suffix = "Copies")
public record RateFactors(double imageTower, double textTower, double rest, double perBlock)
        implements RateFactorsCopies.With {

    /** Checks the ranges. */
    public RateFactors {
        requireFactor("imageTower", imageTower);
        requireFactor("textTower", textTower);
        requireFactor("rest", rest);
        if (!(perBlock > 0 && perBlock <= 1)) {
            throw new IllegalArgumentException("perBlock must be in (0, 1], got " + perBlock);
        }
    }

    private static void requireFactor(String name, double factor) {
        if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("%s must be a finite number >= 0, got %s".formatted(name, factor));
        }
    }

    /** Returns the same rate for all. */
    public static RateFactors defaults() {
        return new RateFactors(1, 1, 1, 1);
    }

    /** Returns the factor of a parameter. */
    double of(ParameterPlace place) {
        return switch (place.part()) {
            case IMAGE_TOWER -> imageTower * Math.pow(perBlock, place.fromTop());
            case TEXT_TOWER -> textTower * Math.pow(perBlock, place.fromTop());
            case REST -> rest;
        };
    }
}
