package io.github.lmclip.data.shapes;

import io.github.lmclip.data.image.Bitmap;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws the plain pictures of {@link CaptionedScenes}: upright figures that hardly touch, one style a picture; beyond
 * difficulty 1 on patterned paper, among confetti, with marks of use.
 */
final class ScenePainter {

    private static final int SIDE = ShapesMlt.SIDE;

    private static final double HATCH_GAP = 3;

    private static final double DOT_GAP = 4;

    private final SceneStyle style;
    private final double roughness;
    private final SplittableRandom random;

    ScenePainter(SceneStyle style, double difficulty, SplittableRandom random) {
        this.style = style;
        roughness = roughness(difficulty);
        this.random = random;
    }

    /** Returns how figures lie: large and in the middle at first, of any size and anywhere at difficulty 1. */
    static Placement.Rules rules(double difficulty) {
        double open = Math.min(1, difficulty);
        double rough = roughness(difficulty);
        double turn = Math.toRadians(15 * open + 25 * rough);
        return new Placement.Rules(SIDE, 22 - 12 * open - rough, 25 - rough, turn, 1.15, 0.9 - 0.1 * rough, open);
    }

    private static double roughness(double difficulty) {
        return Math.max(0, difficulty - 1);
    }

    Bitmap paint(List<Figure> figures, List<Placement> places, List<SceneColor> colors, SceneColor ground) {
        try (Canvas canvas = new Canvas(SIDE)) {
            canvas.fill(Outline.box(0, 0, SIDE, SIDE), ground.color());
            if (random.nextDouble() < roughness) {
                pattern(canvas, ground.color());
                confetti(canvas);
            }
            float line = (float) random.nextDouble(1.2, 2.6);
            for (int i = 0; i < figures.size(); i++) {
                draw(
                        canvas,
                        Canvas.placed(figures.get(i), places.get(i)),
                        colors.get(i).color(),
                        line);
            }
            if (roughness > 0) {
                wear(canvas);
            }
            return canvas.bitmap();
        }
    }

    /** Rules the paper in a colour near to its own, or leaves it plain. */
    private void pattern(Canvas canvas, Color ground) {
        Color ink = random.nextBoolean() ? ground.darker() : mixed(ground, Color.WHITE);
        int gap = random.nextInt(4, 12);
        int kind = random.nextInt(4);
        for (int at = random.nextInt(gap); at < SIDE && kind > 0; at += gap) {
            if (kind != 2) {
                canvas.stroke(new Line2D.Double(0, at, SIDE, at), ink, 1);
            }
            if (kind != 1) {
                canvas.stroke(new Line2D.Double(at, 0, at, SIDE), ink, 1);
            }
        }
    }

    private static Color mixed(Color one, Color other) {
        return new Color(
                (one.getRed() + other.getRed()) / 2,
                (one.getGreen() + other.getGreen()) / 2,
                (one.getBlue() + other.getBlue()) / 2);
    }

    /** Scatters dots, slips and ticks, all much smaller than any figure. */
    private void confetti(Canvas canvas) {
        for (int left = random.nextInt(9); left > 0; left--) {
            double x = anywhere();
            double y = anywhere();
            double size = random.nextDouble(1.5, 6);
            switch (random.nextInt(3)) {
                case 0 -> canvas.fill(new Ellipse2D.Double(x, y, size, size), anyColor());
                case 1 -> canvas.fill(Outline.box(x, y, x + 2 * size, y + size / 2), anyColor());
                default -> canvas.stroke(new Line2D.Double(x, y, x + size, y - 2 * size), anyColor(), 1.5f);
            }
        }
    }

    private Color anyColor() {
        return SceneColor.values()[random.nextInt(SceneColor.values().length)].color();
    }

    private double anywhere() {
        return random.nextDouble(SIDE);
    }

    private void draw(Canvas canvas, Shape shape, Color color, float line) {
        switch (style) {
            case FLAT, SILHOUETTE -> canvas.fill(shape, color);
            case OUTLINE, BLUEPRINT -> canvas.stroke(shape, color, line);
            case CARTOON -> {
                canvas.fill(shape, color);
                canvas.stroke(shape, Color.BLACK, line);
            }
            case HATCHED -> {
                canvas.clip(shape);
                hatch(canvas, color);
                canvas.clip(null);
                canvas.stroke(shape, color, 1);
            }
            case DOTTED -> {
                canvas.fill(shape, color);
                canvas.clip(shape);
                dots(canvas, color.darker());
                canvas.clip(null);
            }
        }
    }

    private static void hatch(Canvas canvas, Color color) {
        for (double x = -SIDE; x < 2 * SIDE; x += HATCH_GAP) {
            canvas.stroke(new Line2D.Double(x, 0, x + SIDE, SIDE), color, 1.2f);
        }
    }

    private static void dots(Canvas canvas, Color color) {
        for (double y = 0; y < SIDE; y += DOT_GAP) {
            for (double x = 0; x < SIDE; x += DOT_GAP) {
                canvas.fill(new Ellipse2D.Double(x, y, DOT_GAP / 2, DOT_GAP / 2), color);
            }
        }
    }

    /** Puts stray pencil strokes, a shadow from one side and grain on a picture, as on worn paper. */
    private void wear(Canvas canvas) {
        for (int strokes = random.nextInt(3); strokes > 0; strokes--) {
            Line2D line = new Line2D.Double(anywhere(), anywhere(), anywhere(), anywhere());
            canvas.stroke(line, Color.getHSBColor((float) random.nextDouble(), 0.5f, 0.6f), 1);
        }
        double shadow = roughness * random.nextDouble(-0.5, 0.5) / SIDE;
        double light = 1 - roughness * random.nextDouble(0.5);
        int grain = 1 + (int) (roughness * random.nextInt(50));
        int[] pixels = canvas.pixels();
        for (int i = 0; i < pixels.length; i++) {
            double gain = light + shadow * (i % SIDE - SIDE / 2);
            int rgb = pixels[i];
            int red = grained(rgb >> 16 & 0xff, gain, grain);
            int green = grained(rgb >> 8 & 0xff, gain, grain);
            int blue = grained(rgb & 0xff, gain, grain);
            pixels[i] = red << 16 | green << 8 | blue;
        }
    }

    private int grained(int sample, double gain, int grain) {
        int noisy = (int) (sample * gain) + random.nextInt(-grain, grain + 1);
        return Math.max(0, Math.min(255, noisy));
    }
}
