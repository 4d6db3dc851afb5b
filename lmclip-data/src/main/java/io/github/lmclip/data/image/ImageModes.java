package io.github.lmclip.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Takes the samples out of what the JDK decoded, in the mode that Pillow would give the file. */
final class ImageModes {

    private ImageModes() {}

    static Bitmap bitmap(BufferedImage image) {
        ColorModel model = image.getColorModel();
        if (model instanceof IndexColorModel indexed && !isBilevel(indexed)) {
            return palette(image, indexed);
        }
        boolean alpha = model.hasAlpha();
        if (model.getNumColorComponents() == 1 || model instanceof IndexColorModel) {
            return gray(image, alpha);
        }
        return colour(image, alpha);
    }

    /** Returns whether this is a picture of black and white, which Pillow keeps as such and turns into gray. */
    private static boolean isBilevel(IndexColorModel model) {
        return model.getMapSize() == 2 && (model.getRGB(0) & 0xffffff) == 0 && (model.getRGB(1) & 0xffffff) == 0xffffff;
    }

    private static Bitmap palette(BufferedImage image, IndexColorModel model) {
        byte[] palette = new byte[3 * model.getMapSize()];
        for (int i = 0; i < model.getMapSize(); i++) {
            palette[3 * i] = (byte) model.getRed(i);
            palette[3 * i + 1] = (byte) model.getGreen(i);
            palette[3 * i + 2] = (byte) model.getBlue(i);
        }
        byte[] samples = samples(image.getRaster(), new int[] {0}, 1);
        return new Bitmap(image.getWidth(), image.getHeight(), PixelMode.PALETTE, samples, palette);
    }

    private static Bitmap gray(BufferedImage image, boolean alpha) {
        Raster raster = image.getRaster();
        PixelMode mode = alpha ? PixelMode.GRAY_ALPHA : PixelMode.GRAY;
        int depth = image.getColorModel().getComponentSize(0);
        int factor = image.getColorModel() instanceof IndexColorModel ? 255 : 255 / ((1 << Math.min(depth, 8)) - 1);
        byte[] samples = samples(raster, alpha ? new int[] {0, 1} : new int[] {0}, factor);
        return new Bitmap(image.getWidth(), image.getHeight(), mode, samples, new byte[0]);
    }

    private static Bitmap colour(BufferedImage image, boolean alpha) {
        PixelMode mode = alpha ? PixelMode.RGBA : PixelMode.RGB;
        int[] bands = alpha ? new int[] {0, 1, 2, 3} : new int[] {0, 1, 2};
        byte[] samples = samples(image.getRaster(), bands, 1);
        return new Bitmap(image.getWidth(), image.getHeight(), mode, samples, new byte[0]);
    }

    /** Returns interleaved samples. Of 16 bits Pillow keeps the upper half in colour, and clips gray without alpha. */
    private static byte[] samples(Raster raster, int[] bands, int factor) {
        int width = raster.getWidth();
        boolean wide = raster.getSampleModel().getSampleSize(0) > 8;
        boolean clipped = wide && bands.length == 1;
        byte[] samples = new byte[width * raster.getHeight() * bands.length];
        int[] row = new int[width * raster.getNumBands()];
        int position = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                for (int band : bands) {
                    int sample = row[x * raster.getNumBands() + band];
                    int narrow = clipped ? Math.min(255, sample) : wide ? sample >> 8 : sample * factor;
                    samples[position++] = (byte) narrow;
                }
            }
        }
        return samples;
    }
}
