package io.github.lmclip.data.shapes;

import io.github.lmclip.data.image.Bitmap;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An endless stream of captioned pictures to pre-train a small CLIP on. All figures are equally frequent, also those
 * that {@link ShapesMlt} does not know, one to three in a picture, in plain graphic styles: outlines, flat colours,
 * silhouettes, hatching, blueprints. A curriculum can lead from one large silhouette in the middle to all of that. It
 * shares the outlines with {@link ShapesMlt}, but none of its pictures, labels,
 * counts or its way of drawing.
 *
 * @param seed of the stream
 */
public record CaptionedScenes(long seed) {

    /** The most figures in a picture. */
    private static final int MOST = 3;

    /**
     * A picture and what is said about it.
     *
     * @param bitmap 64 x 64 pixels
     * @param caption an English phrase that names all figures
     * @param figures what is drawn
     */
    public record Scene(Bitmap bitmap, String caption, List<Figure> figures) {}

    /** From here on, a picture may show several figures. */
    public static final double SEVERAL_FROM = 0.6;

    /**
     * Returns scene {@code index} of this stream; the same one at each call.
     *
     * @param index any number
     * @param difficulty in [0, 2]: at 0 a single large silhouette in the middle; more styles, sizes and places with growing
     *     difficulty, several figures from {@value #SEVERAL_FROM} on, all of it at 1; beyond, more turns, strokes, shadow and
     *     grain
     */
    public Scene scene(long index, double difficulty) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003L + index);
        List<Figure> figures = figures(difficulty < SEVERAL_FROM ? 1 : MOST, random);
        SceneStyle style = SceneStyle.draw(difficulty, random);
        List<SceneColor> colors = new ArrayList<>();
        SceneColor ground = style.ground(random);
        figures.forEach(figure -> colors.add(style.figureColor(ground, random)));
        Bitmap bitmap = ScenePainter.paint(figures, colors, ground, style, difficulty, random);
        return new Scene(bitmap, SceneCaption.of(figures, colors, style, random), figures);
    }

    private static List<Figure> figures(int most, SplittableRandom random) {
        List<Figure> figures = new ArrayList<>();
        int count = random.nextInt(1, most + 1);
        while (figures.size() < count) {
            Figure figure = Figure.values()[random.nextInt(Figure.values().length)];
            if (!figures.contains(figure)) {
                figures.add(figure);
            }
        }
        return figures;
    }
}
