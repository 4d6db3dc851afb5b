package io.github.lmclip.data.image;

/** Pillow's {@code convert("RGB")}: gray is repeated, alpha dropped, palettes looked up, CMYK converted naively. */
final class RgbConversion {

    private RgbConversion() {}

    /** Returns the picture in mode RGB; itself, if it is. */
    static Bitmap of(Bitmap bitmap) {
        if (bitmap.mode() == PixelMode.RGB) {
            return bitmap;
        }
        int pixels = bitmap.width() * bitmap.height();
        int step = bitmap.mode().samples();
        byte[] in = bitmap.samples();
        byte[] rgb = new byte[3 * pixels];
        for (int i = 0; i < pixels; i++) {
            switch (bitmap.mode()) {
                case GRAY, GRAY_ALPHA -> copy(in[i * step], in[i * step], in[i * step], rgb, i);
                case PALETTE -> lookUp(bitmap.palette(), in[i] & 0xff, rgb, i);
                case RGBA -> copy(in[4 * i], in[4 * i + 1], in[4 * i + 2], rgb, i);
                case CMYK -> inked(in, 4 * i, rgb, i);
                default -> throw new IllegalStateException("no conversion from " + bitmap.mode());
            }
        }
        return Bitmap.rgb(bitmap.width(), bitmap.height(), rgb);
    }

    private static void copy(byte red, byte green, byte blue, byte[] rgb, int pixel) {
        rgb[3 * pixel] = red;
        rgb[3 * pixel + 1] = green;
        rgb[3 * pixel + 2] = blue;
    }

    /** An index beyond the palette is black. */
    private static void lookUp(byte[] palette, int index, byte[] rgb, int pixel) {
        if (3 * index + 2 < palette.length) {
            copy(palette[3 * index], palette[3 * index + 1], palette[3 * index + 2], rgb, pixel);
        }
    }

    private static void inked(byte[] cmyk, int at, byte[] rgb, int pixel) {
        int light = 255 - (cmyk[at + 3] & 0xff);
        copy(lit(light, cmyk[at] & 0xff), lit(light, cmyk[at + 1] & 0xff), lit(light, cmyk[at + 2] & 0xff), rgb, pixel);
    }

    private static byte lit(int light, int ink) {
        return (byte) Math.max(0, Math.min(255, light - divide(ink * light)));
    }

    /** Returns a product of two 8-bit numbers over 255, rounded, by Pillow's integer formula. */
    static int divide(int product) {
        int sum = product + 128;
        return (sum >> 8) + sum >> 8;
    }
}
