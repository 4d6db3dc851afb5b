package io.github.lmclip.data.image;

/** libjpeg's integer conversion from YCCK to CMYK. */
final class Ycck {

    private static final int BITS = 16;
    private static final int HALF = 1 << BITS - 1;

    private Ycck() {}

    /** Converts interleaved samples in place. */
    static void toCmyk(byte[] samples) {
        for (int i = 0; i + 3 < samples.length; i += 4) {
            int y = samples[i] & 0xff;
            int cb = (samples[i + 1] & 0xff) - 128;
            int cr = (samples[i + 2] & 0xff) - 128;
            int red = y + (fixed(1.40200) * cr + HALF >> BITS);
            int green = y + (-fixed(0.34414) * cb - fixed(0.71414) * cr + HALF >> BITS);
            int blue = y + (fixed(1.77200) * cb + HALF >> BITS);
            samples[i] = clip(255 - red);
            samples[i + 1] = clip(255 - green);
            samples[i + 2] = clip(255 - blue);
        }
    }

    private static int fixed(double value) {
        return (int) (value * (1 << BITS) + 0.5);
    }

    private static byte clip(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}
