package io.github.lmclip.data.image;

import java.awt.image.BufferedImage;
import java.util.Objects;

/**
 * Decoded pixels, 8 bits a sample, rows from the top, samples of a pixel together.
 *
 * @param width pixels per row, at least 1
 * @param height rows, at least 1
 * @param mode what the samples mean
 * @param samples {@code width * height * mode.samples()} bytes, read as 0 to 255; not copied
 * @param palette for {@link PixelMode#PALETTE} 3 bytes (red, green, blue) per entry, else empty; not copied
 */
public record Bitmap(int width, int height, PixelMode mode, byte[] samples, byte[] palette) {

    /**
     * Checks that the sample count fits the size.
     *
     * @throws IllegalArgumentException if it does not
     */
    public Bitmap {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(palette, "palette");
        long expected = (long) width * height * mode.samples();
        if (width < 1 || height < 1 || samples.length != expected) {
            throw new IllegalArgumentException("a %d x %d %s bitmap has %d bytes, got %d"
                    .formatted(width, height, mode, expected, samples.length));
        }
    }

    /** Returns a bitmap of three samples a pixel: red, green, blue. */
    public static Bitmap rgb(int width, int height, byte[] samples) {
        return new Bitmap(width, height, PixelMode.RGB, samples, new byte[0]);
    }

    /**
     * Returns the same pixels as red, green and blue, as Pillow's {@code convert("RGB")} does: alpha is dropped
     * without blending, gray is repeated, palette entries are looked up (black beyond the palette's end), and ink
     * (CMYK) becomes {@code paper - ink * paper / 255} with {@code paper = 255 - black}, the quotient rounded. An RGB bitmap
     * returns itself.
     */
    public Bitmap toRgb() {
        return RgbConversion.of(this);
    }

    /** Returns a copy of {@link #toRgb} as AWT knows pictures, {@link BufferedImage#TYPE_INT_RGB}. */
    public BufferedImage toImage() {
        byte[] rgb = toRgb().samples();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            int colour = (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | rgb[3 * i + 2] & 0xff;
            image.setRGB(i % width, i / width, colour);
        }
        return image;
    }
}
