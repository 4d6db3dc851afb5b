package io.github.lmclip.core.eval;

import java.util.List;

/**
 * Pictures and class texts on a plane: near each other where their features are. Distances between far-off points mean
 * nothing, nor do the axes.
 *
 * @param pictures one point for each
 * @param texts one for each class
 */
public record EmbeddingMap(List<PicturePoint> pictures, List<TextPoint> texts) {

    /**
     * A picture's place.
     *
     * @param image number of the picture in its predictions
     * @param x across
     * @param y up
     */
    public record PicturePoint(int image, double x, double y) {}

    /**
     * A class text's place.
     *
     * @param id of the class
     * @param x across
     * @param y up
     */
    public record TextPoint(int id, double x, double y) {}

    /** Copies the lists. */
    public EmbeddingMap {
        pictures = List.copyOf(pictures);
        texts = List.copyOf(texts);
    }
}
