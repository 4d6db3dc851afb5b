package io.github.lmclip.data.image;

/** Pillow's conversions RGBA to RGBa and LA to La, and back: colours weighted by their alpha while being resized. */
final class PremultipliedAlpha {

    private PremultipliedAlpha() {}

    /** Returns {@code a * b / 255}, rounded, for factors in 0 to 255. */
    static int product(int a, int b) {
        int scaled = a * b + 128;
        return (scaled >> 8) + scaled >> 8;
    }

    static Bitmap multiply(Bitmap from) {
        int step = from.mode().samples();
        byte[] samples = from.samples().clone();
        for (int i = 0; i < samples.length; i += step) {
            int alpha = samples[i + step - 1] & 0xff;
            for (int k = i; k < i + step - 1; k++) {
                samples[k] = (byte) product(samples[k] & 0xff, alpha);
            }
        }
        return new Bitmap(from.width(), from.height(), from.mode(), samples, from.palette());
    }

    static Bitmap divide(Bitmap from) {
        int step = from.mode().samples();
        byte[] samples = from.samples().clone();
        for (int i = 0; i < samples.length; i += step) {
            int alpha = samples[i + step - 1] & 0xff;
            for (int k = i; alpha != 0 && k < i + step - 1; k++) {
                samples[k] = (byte) Math.min(255, 255 * (samples[k] & 0xff) / alpha);
            }
        }
        return new Bitmap(from.width(), from.height(), from.mode(), samples, from.palette());
    }
}
