package io.github.lmclip.data.image;

/** How a picture of any shape becomes a square of red, green and blue. */
public enum Framing {
    /** Converts to RGB, then resizes both sides to the size, whatever the shape was. */
    SQUASH {
        @Override
        Bitmap frame(Bitmap picture, int size, Resampling resampling) {
            // gray and dropped alpha come out the same when converted last, without a second large picture
            boolean late = picture.mode() != PixelMode.PALETTE && picture.mode() != PixelMode.CMYK;
            Bitmap source = late ? picture : picture.toRgb();
            return resampling.resizeBands(source, size, size).toRgb();
        }
    },
    /**
     * Resizes the short side to the size, in the picture's own mode, cuts the middle out, then converts to RGB. The
     * long side is {@code size * long / short} without the fraction; half pixels of the cut are rounded to even.
     */
    CENTRE_CROP {
        @Override
        Bitmap frame(Bitmap picture, int size, Resampling resampling) {
            int shortSide = Math.min(picture.width(), picture.height());
            int width = scaled(picture.width(), size, shortSide);
            int height = scaled(picture.height(), size, shortSide);
            return resampling
                    .resize(picture, width, height, Window.centre(width, height, size))
                    .toRgb();
        }
    };

    /** Returns the square, RGB, {@code size} pixels a side. */
    abstract Bitmap frame(Bitmap picture, int size, Resampling resampling);

    private static int scaled(int side, int size, int shortSide) {
        long scaled = (long) size * side / shortSide;
        if (scaled > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a side of %d pixels beside %d would grow to %d, expected at most %d"
                    .formatted(side, shortSide, scaled, Integer.MAX_VALUE));
        }
        return (int) scaled;
    }
}
