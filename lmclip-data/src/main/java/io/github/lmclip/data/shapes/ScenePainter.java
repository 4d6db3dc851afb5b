package io.github.lmclip.data.shapes;

import io.github.lmclip.data.image.Bitmap;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.SplittableRandom;

/** Draws the plain pictures of {@link CaptionedScenes}: upright figures that do not touch, one style a picture. */
final class ScenePainter {

    private static final int SIDE = ShapesMlt.SIDE;

    private static final double HATCH_GAP = 3;

    private ScenePainter() {}

    /** Returns how figures lie: large and in the middle at first, of any size and anywhere at difficulty 1. */
    private static Placement.Rules rules(double difficulty) {
        double smallest = 22 - 13 * difficulty;
        return new Placement.Rules(SIDE, smallest, 25, Math.toRadians(15) * difficulty, 1.15, 0.9, difficulty);
    }

    static Bitmap paint(
            List<Figure> figures,
            List<SceneColor> colors,
            SceneColor ground,
            SceneStyle style,
            double difficulty,
            SplittableRandom random) {
        try (Canvas canvas = new Canvas(SIDE)) {
            canvas.fill(Outline.box(0, 0, SIDE, SIDE), ground.color());
            List<Placement> places = Placement.scatter(figures.size(), rules(difficulty), random);
            float line = (float) random.nextDouble(1.2, 2.6);
            for (int i = 0; i < figures.size(); i++) {
                Shape shape = Canvas.placed(figures.get(i), places.get(i));
                draw(canvas, shape, colors.get(i).color(), style, line);
            }
            return canvas.bitmap();
        }
    }

    private static void draw(Canvas canvas, Shape shape, Color color, SceneStyle style, float line) {
        switch (style) {
            case FLAT, SILHOUETTE -> canvas.fill(shape, color);
            case OUTLINE, BLUEPRINT -> canvas.stroke(shape, color, line);
            case CARTOON -> {
                canvas.fill(shape, color);
                canvas.stroke(shape, Color.BLACK, line);
            }
            case HATCHED -> {
                canvas.clip(shape);
                for (double x = -SIDE; x < 2 * SIDE; x += HATCH_GAP) {
                    canvas.stroke(new Line2D.Double(x, 0, x + SIDE, SIDE), color, 1.2f);
                }
                canvas.clip(null);
                canvas.stroke(shape, color, 1);
            }
        }
    }
}
