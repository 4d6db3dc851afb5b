package io.github.lmclip.data.shapes;

import io.github.lmclip.data.image.Bitmap;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The style of {@link ShapesMlt}: shaded and striped figures at any angle on a shaded ground, among blobs and splinters,
 * crossed by lines, seen by night: dark, unevenly lit, noisy.
 */
final class ClutteredPainter {

    private static final Placement.Rules RULES =
            new Placement.Rules(ShapesMlt.SIDE, 11, 20, Math.toRadians(25), 1.25, 0.75, 1);

    private final SplittableRandom random;
    private final Canvas canvas;
    private final int side = ShapesMlt.SIDE;
    private double ground;

    private ClutteredPainter(SplittableRandom random, Canvas canvas) {
        this.random = random;
        this.canvas = canvas;
    }

    /** Draws the figures, the first one at the bottom. */
    static Bitmap paint(List<Figure> figures, long seed) {
        try (Canvas canvas = new Canvas(ShapesMlt.SIDE)) {
            new ClutteredPainter(new SplittableRandom(seed), canvas).paint(figures);
            return canvas.bitmap();
        }
    }

    private void paint(List<Figure> figures) {
        ground();
        blobs(random.nextInt(2, 6));
        splinters(random.nextInt(2, 6));
        List<Placement> places = places(figures.size(), random);
        for (int i = 0; i < figures.size(); i++) {
            object(Canvas.placed(figures.get(i), places.get(i)), places.get(i));
        }
        lines(random.nextInt(0, 3));
        light();
    }

    /** Returns where the figures of a picture lie. */
    static List<Placement> places(int count, SplittableRandom random) {
        return Placement.scatter(count, RULES, random);
    }

    private void ground() {
        ground = random.nextDouble(0.12, 0.3);
        Color from = shade(ground + random.nextDouble(-0.15, 0.15), 0.5);
        Color to = shade(ground + random.nextDouble(-0.15, 0.15), 0.5);
        double angle = random.nextDouble(0, 2 * Math.PI);
        canvas.fill(Outline.box(0, 0, side, side), gradient(side / 2.0, side / 2.0, side / 2.0, angle, from, to));
    }

    /** Returns a colour of about the given brightness, in [0, 1]. */
    private Color shade(double brightness, double saturation) {
        float hue = (float) random.nextDouble();
        float strength = (float) random.nextDouble(0, saturation);
        return Color.getHSBColor(hue, strength, (float) Math.max(0.04, Math.min(1, brightness)));
    }

    private static Paint gradient(double x, double y, double radius, double angle, Color from, Color to) {
        float dx = (float) (radius * Math.cos(angle));
        float dy = (float) (radius * Math.sin(angle));
        return new GradientPaint((float) x - dx, (float) y - dy, from, (float) x + dx, (float) y + dy, to);
    }

    private void blobs(int count) {
        for (int i = 0; i < count; i++) {
            double width = random.nextDouble(4, 30);
            double height = random.nextDouble(4, 30);
            Color color = shade(ground + random.nextDouble(-0.3, 0.3), 0.7);
            Color thin = new Color(color.getRed(), color.getGreen(), color.getBlue(), random.nextInt(30, 90));
            canvas.fill(new Ellipse2D.Double(place() - width / 2, place() - height / 2, width, height), thin);
        }
    }

    private double place() {
        return random.nextDouble(0, side);
    }

    /** Scatters small polygons without a name. */
    private void splinters(int count) {
        for (int i = 0; i < count; i++) {
            double x = place();
            double y = place();
            Path2D path = new Path2D.Double();
            path.moveTo(x, y);
            for (int corner = random.nextInt(2, 5); corner > 0; corner--) {
                path.lineTo(x + random.nextDouble(-7, 7), y + random.nextDouble(-7, 7));
            }
            path.closePath();
            canvas.fill(path, shade(random.nextDouble(), 0.9));
        }
    }

    private void object(Shape shape, Placement at) {
        double contrast = random.nextDouble(0.3, 0.65);
        double brightness = ground + contrast;
        Color color = shade(brightness, 0.95);
        Color other = shade(brightness + random.nextDouble(-0.15, 0.15), 0.95);
        double angle = random.nextDouble(0, 2 * Math.PI);
        canvas.fill(shape, gradient(at.x(), at.y(), at.radius(), angle, color, other));
        if (random.nextInt(4) > 0) {
            stripes(shape, at, other.darker());
        }
        if (random.nextInt(3) == 0) {
            canvas.stroke(shape, shade(brightness - 0.2, 0.5), (float) random.nextDouble(0.5, 1.3));
        }
    }

    private void stripes(Shape shape, Placement at, Color color) {
        canvas.clip(shape);
        double angle = random.nextDouble(0, Math.PI);
        double gap = random.nextDouble(2.5, 5);
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        for (double offset = -2 * at.radius(); offset < 2 * at.radius(); offset += gap) {
            double x = at.x() + offset * cos;
            double y = at.y() + offset * sin;
            canvas.stroke(new Line2D.Double(x - 40 * sin, y + 40 * cos, x + 40 * sin, y - 40 * cos), color, 1);
        }
        canvas.clip(null);
    }

    private void lines(int count) {
        for (int i = 0; i < count; i++) {
            Line2D line = new Line2D.Double(place(), place(), place(), place());
            canvas.stroke(line, shade(random.nextDouble(), 0.8), (float) random.nextDouble(0.6, 1.8));
        }
    }

    /** Darkens the picture as a camera at night does, unevenly, and adds noise that is near to Gaussian. */
    private void light() {
        double exposure = random.nextDouble(0.2, 0.4);
        double noise = random.nextDouble(2, 8);
        double dimX = random.nextDouble(-0.25, 0.25) / side;
        double dimY = random.nextDouble(-0.25, 0.25) / side;
        int[] pixels = canvas.pixels();
        for (int i = 0; i < pixels.length; i++) {
            double gain = exposure * (1 + dimX * (i % side - side / 2) + dimY * (i / side - side / 2));
            int rgb = pixels[i];
            long bits = random.nextLong();
            int red = lit(rgb >> 16 & 0xff, gain, noise, bits);
            int green = lit(rgb >> 8 & 0xff, gain, noise, bits >>> 21);
            int blue = lit(rgb & 0xff, gain, noise, bits >>> 42);
            pixels[i] = red << 16 | green << 8 | blue;
        }
    }

    /** Returns a sample under noise of about the given deviation: the sum of three uniform numbers of seven bits. */
    private static int lit(int sample, double gain, double noise, long bits) {
        long sum = (bits & 0x7f) + (bits >>> 7 & 0x7f) + (bits >>> 14 & 0x7f);
        double normal = (sum - 190.5) / 64;
        return (int) Math.max(0, Math.min(255, Math.round(sample * gain + noise * normal)));
    }
}
