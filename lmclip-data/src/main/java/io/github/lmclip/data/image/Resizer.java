package io.github.lmclip.data.image;

/** torchvision's {@code Resize} and {@code CenterCrop} on Pillow pictures. */
final class Resizer {

    private Resizer() {}

    /** Returns the picture resized to a square, whatever its proportions; mode RGB. */
    static Bitmap squash(Bitmap picture, int size) {
        return resize(picture, size, size, Resampling.BILINEAR);
    }

    /** Returns the middle of the picture whose short side was resized; in the picture's mode. */
    static Bitmap centerCrop(Bitmap picture, int size) {
        boolean wide = picture.width() > picture.height();
        int longSide = wide
                ? (int) ((long) size * picture.width() / picture.height())
                : (int) ((long) size * picture.height() / picture.width());
        int width = wide ? longSide : size;
        int height = wide ? size : longSide;
        Bitmap resized = resize(picture, width, height, Resampling.BICUBIC);
        return crop(resized, offset(width, size), offset(height, size), size);
    }

    /** Returns half the surplus, rounded as Python does: halves to the even number. */
    private static int offset(int length, int size) {
        return (int) Math.rint((length - size) / 2.0);
    }

    /** Palette pictures take the nearest pixel; alpha is multiplied in before and divided out after. */
    private static Bitmap resize(Bitmap picture, int width, int height, Resampling filter) {
        if (width == picture.width() && height == picture.height()) {
            return picture;
        }
        return switch (picture.mode()) {
            case PALETTE -> nearest(picture, width, height);
            case RGBA, GRAY_ALPHA -> Alpha.divideOut(plain(Alpha.multiplyIn(picture), width, height, filter));
            default -> plain(picture, width, height, filter);
        };
    }

    private static Bitmap plain(Bitmap picture, int width, int height, Resampling filter) {
        byte[] samples = filter.resize(
                picture.samples(),
                picture.width(),
                picture.height(),
                picture.mode().samples(),
                width,
                height);
        return new Bitmap(width, height, picture.mode(), samples, picture.palette());
    }

    private static Bitmap nearest(Bitmap picture, int width, int height) {
        byte[] samples = new byte[width * height];
        double stepX = (double) picture.width() / width;
        double stepY = (double) picture.height() / height;
        for (int y = 0; y < height; y++) {
            int row = (int) ((y + 0.5) * stepY) * picture.width();
            for (int x = 0; x < width; x++) {
                samples[y * width + x] = picture.samples()[row + (int) ((x + 0.5) * stepX)];
            }
        }
        return new Bitmap(width, height, picture.mode(), samples, picture.palette());
    }

    private static Bitmap crop(Bitmap picture, int left, int top, int size) {
        int step = picture.mode().samples();
        byte[] samples = new byte[size * size * step];
        for (int y = 0; y < size; y++) {
            int from = ((top + y) * picture.width() + left) * step;
            System.arraycopy(picture.samples(), from, samples, y * size * step, size * step);
        }
        return new Bitmap(size, size, picture.mode(), samples, picture.palette());
    }
}
