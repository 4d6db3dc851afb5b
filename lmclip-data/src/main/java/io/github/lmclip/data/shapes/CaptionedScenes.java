package io.github.lmclip.data.shapes;

import io.github.lmclip.data.image.Bitmap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * An endless stream of captioned pictures to pre-train a small CLIP on. All figures are equally frequent, also those
 * that {@link ShapesMlt} does not know, one to three in a picture, in plain graphic styles: outlines, flat colours,
 * silhouettes, hatching, dots, blueprints. As on the web, a caption does not always say everything: of several figures it
 * names all or only the largest one. A curriculum can lead from one large silhouette in the middle to all of that. It
 * shares the outlines with {@link ShapesMlt}, but none of its pictures, labels, counts or its way of drawing.
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
     * @param caption an English phrase that names some of the figures
     * @param figures what is drawn
     * @param named the figures that the caption names: all, or the largest one
     */
    public record Scene(Bitmap bitmap, String caption, List<Figure> figures, List<Figure> named) {}

    /** From here on, a picture may show several figures. */
    public static final double SEVERAL_FROM = 0.6;

    /**
     * Returns scene {@code index} of this stream; the same one at each call.
     *
     * @param index any number
     * @param difficulty in [0, 2]: at 0 a single large silhouette in the middle; more styles, sizes and places with growing
     *     difficulty, several figures from {@value #SEVERAL_FROM} on, all of it at 1; beyond, smaller and more turned
     *     figures, patterned paper, confetti, stray strokes, shadow and grain
     */
    public Scene scene(long index, double difficulty) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003L + index);
        List<Figure> figures = figures(difficulty < SEVERAL_FROM ? 1 : MOST, random);
        List<Placement> places = Placement.scatter(figures.size(), ScenePainter.rules(difficulty), random);
        SceneStyle style = SceneStyle.draw(difficulty, random);
        SceneColor ground = style.ground(difficulty, random);
        List<SceneColor> colors = new ArrayList<>();
        figures.forEach(figure -> colors.add(style.figureColor(ground, random)));
        Bitmap bitmap = new ScenePainter(style, difficulty, random).paint(figures, places, colors, ground);
        List<Integer> said = random.nextInt(3) > 0 ? all(figures) : List.of(largest(places));
        List<Figure> named = said.stream().map(figures::get).toList();
        String caption = SceneCaption.of(named, said.stream().map(colors::get).toList(), style, random);
        return new Scene(bitmap, caption, figures, named);
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

    private static List<Integer> all(List<Figure> figures) {
        return IntStream.range(0, figures.size()).boxed().toList();
    }

    private static int largest(List<Placement> places) {
        return IntStream.range(0, places.size())
                .boxed()
                .max(Comparator.comparingDouble(i -> places.get(i).radius()))
                .orElseThrow();
    }
}
