package io.github.lmclip.data.shapes;

import io.github.lmclip.data.image.Bitmap;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** A small square of pixels to draw on with antialiasing. */
final class Canvas implements AutoCloseable {

    private final int side;
    private final BufferedImage image;
    private final Graphics2D graphics;

    Canvas(int side) {
        this.side = side;
        image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    /** Returns an outline where a placement wants it. */
    static Shape placed(Figure figure, Placement placement) {
        AffineTransform where = AffineTransform.getTranslateInstance(placement.x(), placement.y());
        where.rotate(placement.angle());
        where.scale(placement.radius() * placement.squeeze(), placement.radius() / placement.squeeze());
        return where.createTransformedShape(figure.outline());
    }

    void fill(Shape shape, Paint paint) {
        graphics.setPaint(paint);
        graphics.fill(shape);
    }

    void stroke(Shape shape, Color color, float width) {
        graphics.setPaint(color);
        graphics.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
    }

    /** Draws only inside {@code shape} from now on, everywhere where it is null. */
    void clip(Shape shape) {
        graphics.setClip(shape);
    }

    /** Returns the pixels, each {@code 0xRRGGBB}; changes show in the bitmap. */
    int[] pixels() {
        return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }

    Bitmap bitmap() {
        int[] pixels = pixels();
        byte[] samples = new byte[3 * side * side];
        for (int i = 0; i < pixels.length; i++) {
            samples[3 * i] = (byte) (pixels[i] >> 16);
            samples[3 * i + 1] = (byte) (pixels[i] >> 8);
            samples[3 * i + 2] = (byte) pixels[i];
        }
        return Bitmap.rgb(side, side, samples);
    }

    @Override
    public void close() {
        graphics.dispose();
    }
}
