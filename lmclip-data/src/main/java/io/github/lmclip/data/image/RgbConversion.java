package io.github.lmclip.data.image;

import java.util.Arrays;

/** Pillow's {@code convert("RGB")}. */
final class RgbConversion {

    private RgbConversion() {}

    static Bitmap of(Bitmap from) {
        byte[] samples = from.samples();
        return switch (from.mode()) {
            case RGB -> from;
            case GRAY, GRAY_ALPHA -> looked(from, grayPalette());
            case PALETTE -> looked(from, Arrays.copyOf(from.palette(), 768));
            case RGBA -> Bitmap.rgb(from.width(), from.height(), withoutAlpha(samples));
            case CMYK -> Bitmap.rgb(from.width(), from.height(), withoutInk(samples));
        };
    }

    private static byte[] grayPalette() {
        return Palettes.filled(new byte[0]);
    }

    private static Bitmap looked(Bitmap from, byte[] palette) {
        int step = from.mode().samples();
        byte[] samples = from.samples();
        byte[] rgb = new byte[samples.length / step * 3];
        for (int i = 0, j = 0; i < samples.length; i += step, j += 3) {
            System.arraycopy(palette, 3 * (samples[i] & 0xff), rgb, j, 3);
        }
        return Bitmap.rgb(from.width(), from.height(), rgb);
    }

    private static byte[] withoutAlpha(byte[] samples) {
        byte[] rgb = new byte[samples.length / 4 * 3];
        for (int i = 0, j = 0; i < samples.length; i += 4, j += 3) {
            System.arraycopy(samples, i, rgb, j, 3);
        }
        return rgb;
    }

    /** {@code nk - c * nk / 255}, rounded, where nk is 255 less the black ink. */
    private static byte[] withoutInk(byte[] samples) {
        byte[] rgb = new byte[samples.length / 4 * 3];
        for (int i = 0, j = 0; i < samples.length; i += 4, j += 3) {
            int paper = 255 - (samples[i + 3] & 0xff);
            for (int k = 0; k < 3; k++) {
                int level = paper - PremultipliedAlpha.product(samples[i + k] & 0xff, paper);
                rgb[j + k] = (byte) Math.max(0, Math.min(255, level));
            }
        }
        return rgb;
    }
}
