package io.github.lmclip.core.report;

import io.github.lmclip.data.Picture;
import io.github.lmclip.data.PictureException;
import io.github.lmclip.data.image.Bitmap;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;

/** A picture made small enough to be carried inside a page. */
final class Thumbnail {

    /** The longer side in pixels. */
    static final int SIDE = 180;

    private Thumbnail() {}

    /** Returns an address that holds a small JPEG of a picture itself, or nothing if the picture is gone or broken. */
    static Optional<String> address(Picture picture) {
        try {
            return Optional.of("data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg(picture.bitmap())));
        } catch (PictureException e) {
            return Optional.empty();
        }
    }

    private static byte[] jpeg(Bitmap bitmap) {
        double scale = Math.min(1, (double) SIDE / Math.max(bitmap.width(), bitmap.height()));
        BufferedImage image = bitmap.toImage();
        // by halves, since one step of more would leave pixels out
        while (image.getWidth() * scale < image.getWidth() / 2.0) {
            image = scaled(image, (image.getWidth() + 1) / 2, (image.getHeight() + 1) / 2);
            scale = Math.min(1, (double) SIDE / Math.max(image.getWidth(), image.getHeight()));
        }
        image = scaled(image, side(image.getWidth() * scale), side(image.getHeight() * scale));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "jpeg", out)) {
                throw new IllegalStateException("this Java writes no JPEG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into memory", e);
        }
        return out.toByteArray();
    }

    private static int side(double length) {
        return Math.max(1, (int) Math.round(length));
    }

    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = small.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        canvas.drawImage(image, 0, 0, width, height, null);
        canvas.dispose();
        return small;
    }
}
