package io.github.lmclip.data.image;

/**
 * Where each pixel of the result comes from: column {@code a x + b y + c} and row {@code d x + e y + f} of its middle.
 * The nearest pixel is taken, black outside.
 */
record AffineMap(double a, double b, double c, double d, double e, double f) {

    /** Returns the turn by an angle about the middle of a picture. */
    static AffineMap rotation(double angle, Bitmap picture) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double x = picture.width() / 2.0;
        double y = picture.height() / 2.0;
        return new AffineMap(cos, sin, x - cos * x - sin * y, -sin, cos, y + sin * x - cos * y);
    }

    Bitmap apply(Bitmap from) {
        byte[] samples = new byte[from.samples().length];
        for (int y = 0; y < from.height(); y++) {
            for (int x = 0; x < from.width(); x++) {
                int column = (int) Math.floor(a * (x + 0.5) + b * (y + 0.5) + c);
                int row = (int) Math.floor(d * (x + 0.5) + e * (y + 0.5) + f);
                if (column >= 0 && column < from.width() && row >= 0 && row < from.height()) {
                    int source = 3 * (row * from.width() + column);
                    System.arraycopy(from.samples(), source, samples, 3 * (y * from.width() + x), 3);
                }
            }
        }
        return Bitmap.rgb(from.width(), from.height(), samples);
    }
}
