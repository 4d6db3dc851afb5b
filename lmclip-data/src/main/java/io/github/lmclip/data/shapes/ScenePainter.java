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
        double open = Math.min(1, difficulty);
        double rough = roughness(difficulty);
        double turn = Math.toRadians(15 * open + 25 * rough);
        return new Placement.Rules(SIDE, 22 - 13 * open - rough, 25, turn, 1.15, 0.9, open);
    }

    private static double roughness(double difficulty) {
        return Math.max(0, difficulty - 1);
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
            roughen(canvas, roughness(difficulty), random);
            return canvas.bitmap();
        }
    }

    /** Puts stray pencil strokes, a shadow from one side and grain on a picture, as on worn paper. */
    private static void roughen(Canvas canvas, double roughness, SplittableRandom random) {
        if (roughness == 0) {
            return;
        }
        for (int strokes = random.nextInt(3); strokes > 0; strokes--) {
            Line2D line = new Line2D.Double(any(random), any(random), any(random), any(random));
            canvas.stroke(line, Color.getHSBColor((float) random.nextDouble(), 0.5f, 0.6f), 1);
        }
        double shadow = roughness * random.nextDouble(-0.5, 0.5) / SIDE;
        int grain = 1 + (int) (roughness * random.nextInt(60));
        int[] pixels = canvas.pixels();
        for (int i = 0; i < pixels.length; i++) {
            double light = 1 + shadow * (i % SIDE - SIDE / 2);
            int rgb = pixels[i];
            int red = grained(rgb >> 16 & 0xff, light, grain, random);
            int green = grained(rgb >> 8 & 0xff, light, grain, random);
            int blue = grained(rgb & 0xff, light, grain, random);
            pixels[i] = red << 16 | green << 8 | blue;
        }
    }

    private static double any(SplittableRandom random) {
        return random.nextDouble(SIDE);
    }

    private static int grained(int sample, double light, int grain, SplittableRandom random) {
        int noisy = (int) (sample * light) + random.nextInt(-grain, grain + 1);
        return Math.max(0, Math.min(255, noisy));
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
