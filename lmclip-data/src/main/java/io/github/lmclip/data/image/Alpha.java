package io.github.lmclip.data.image;

/** Pillow's conversions between straight and premultiplied alpha, the last sample of each pixel. */
final class Alpha {

    private Alpha() {}

    /** Multiplies the colours by alpha. */
    static Bitmap multiplyIn(Bitmap picture) {
        byte[] samples = picture.samples().clone();
        int step = picture.mode().samples();
        for (int pixel = 0; pixel < samples.length; pixel += step) {
            int alpha = samples[pixel + step - 1] & 0xff;
            for (int c = 0; c < step - 1; c++) {
                samples[pixel + c] = (byte) RgbConversion.divide((samples[pixel + c] & 0xff) * alpha);
            }
        }
        return new Bitmap(picture.width(), picture.height(), picture.mode(), samples, picture.palette());
    }

    /** Divides the colours by alpha, which changes the picture itself; opaque and clear pixels stay as they are. */
    static Bitmap divideOut(Bitmap picture) {
        byte[] samples = picture.samples();
        int step = picture.mode().samples();
        for (int pixel = 0; pixel < samples.length; pixel += step) {
            int alpha = samples[pixel + step - 1] & 0xff;
            for (int c = 0; c < step - 1 && alpha != 0 && alpha != 255; c++) {
                int colour = 255 * (samples[pixel + c] & 0xff) / alpha;
                samples[pixel + c] = (byte) Math.min(255, colour);
            }
        }
        return picture;
    }
}
