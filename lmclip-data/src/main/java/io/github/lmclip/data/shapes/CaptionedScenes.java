package io.github.lmclip.data.shapes;

import io.github.lmclip.data.image.Bitmap;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An endless stream of captioned pictures to pre-train a small CLIP on. All figures are equally frequent, also those
 * that {@link ShapesMlt} does not know, one to three in a picture, in plain graphic styles: outlines, flat colours,
 * silhouettes, hatching, blueprints. It shares the outlines with {@link ShapesMlt}, but none of its pictures, labels,
 * counts or its way of drawing.
 *
 * @param seed of the stream
 */
public record CaptionedScenes(long seed) {

    /** The most figures in a picture; fewer are more frequent. */
    private static final int MOST = 3;

    /**
     * A picture and what is said about it.
     *
     * @param bitmap 64 x 64 pixels
     * @param caption an English phrase that names all figures
     * @param figures what is drawn
     */
    public record Scene(Bitmap bitmap, String caption, List<Figure> figures) {}

    /** Returns scene {@code index} of this stream; the same one at each call. */
    public Scene scene(long index) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003L + index);
        List<Figure> figures = figures(random);
        SceneStyle style = SceneStyle.values()[random.nextInt(SceneStyle.values().length)];
        List<SceneColor> colors = new ArrayList<>();
        SceneColor ground = style.ground(random);
        figures.forEach(figure -> colors.add(style.figureColor(ground, random)));
        Bitmap bitmap = ScenePainter.paint(figures, colors, ground, style, random);
        return new Scene(bitmap, SceneCaption.of(figures, colors, style, random), figures);
    }

    private static List<Figure> figures(SplittableRandom random) {
        List<Figure> figures = new ArrayList<>();
        int count = Math.min(random.nextInt(1, MOST + 1), random.nextInt(1, MOST + 1));
        while (figures.size() < count) {
            Figure figure = Figure.values()[random.nextInt(Figure.values().length)];
            if (!figures.contains(figure)) {
                figures.add(figure);
            }
        }
        return figures;
    }
}
