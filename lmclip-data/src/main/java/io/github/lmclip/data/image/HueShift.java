package io.github.lmclip.data.image;

/** Turns the hue of RGB by Pillow's HSV of 8 bits, there and back. */
final class HueShift {

    private HueShift() {}

    /** Returns the picture with each hue turned by {@code share} of the circle, -0.5 to 0.5. */
    static Bitmap apply(Bitmap from, double share) {
        byte[] samples = from.samples().clone();
        int turn = (int) (share * 255);
        for (int i = 0; i < samples.length; i += 3) {
            turn(samples, i, turn);
        }
        return Bitmap.rgb(from.width(), from.height(), samples);
    }

    private static void turn(byte[] samples, int i, int turn) {
        int red = samples[i] & 0xff;
        int green = samples[i + 1] & 0xff;
        int blue = samples[i + 2] & 0xff;
        int value = Math.max(red, Math.max(green, blue));
        float range = value - Math.min(red, Math.min(green, blue));
        if (range == 0) {
            return;
        }
        int saturation = clip((int) (range / value * 255.0));
        int hue = hue(red, green, blue, value, range) + turn & 0xff;
        fill(samples, i, hue, saturation / 255f, value);
    }

    private static int hue(int red, int green, int blue, int value, float range) {
        float fromRed = (value - red) / range;
        float fromGreen = (value - green) / range;
        float fromBlue = (value - blue) / range;
        float sixths;
        if (red == value) {
            sixths = fromBlue - fromGreen;
        } else if (green == value) {
            sixths = (float) (2.0 + fromRed - fromBlue);
        } else {
            sixths = (float) (4.0 + fromGreen - fromRed);
        }
        return clip((int) ((float) ((sixths / 6.0 + 1.0) % 1.0) * 255.0));
    }

    private static void fill(byte[] samples, int i, int hue, float saturation, int value) {
        int sixth = (int) Math.floor(hue * 6.0 / 255.0);
        float rest = (float) (hue * 6.0 / 255.0 - sixth);
        byte v = (byte) value;
        byte p = level(value * (1.0 - saturation));
        byte q = level(value * (1.0 - saturation * rest));
        byte t = level(value * (1.0 - saturation * (1.0 - rest)));
        byte[] rgb =
                switch (sixth % 6) {
                    case 0 -> new byte[] {v, t, p};
                    case 1 -> new byte[] {q, v, p};
                    case 2 -> new byte[] {p, v, t};
                    case 3 -> new byte[] {p, q, v};
                    case 4 -> new byte[] {t, p, v};
                    default -> new byte[] {v, p, q};
                };
        System.arraycopy(rgb, 0, samples, i, 3);
    }

    private static byte level(double value) {
        return (byte) clip((int) Math.floor(value + 0.5));
    }

    private static int clip(int level) {
        return Math.max(0, Math.min(255, level));
    }
}
