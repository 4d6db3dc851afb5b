package io.github.lmclip.data.image;

/** Picks the nearest pixel, at positions summed up step by step as Pillow does, rounding included. */
final class NearestResize {

    private NearestResize() {}

    static Bitmap resize(Bitmap from, int width, int height, Window window) {
        int[] columns = positions(from.width(), width, window.x(), window.width());
        int[] rows = positions(from.height(), height, window.y(), window.height());
        byte[] samples = new byte[columns.length * rows.length];
        int next = 0;
        for (int row : rows) {
            for (int column : columns) {
                samples[next++] = from.samples()[row * from.width() + column];
            }
        }
        return new Bitmap(window.width(), window.height(), from.mode(), samples, from.palette());
    }

    private static int[] positions(int inSize, int outSize, int from, int count) {
        double step = (double) inSize / outSize;
        int[] positions = new int[count];
        double position = step * 0.5;
        for (int i = 0; i < from + count; i++, position += step) {
            if (i >= from) {
                positions[i - from] = Math.min((int) position, inSize - 1);
            }
        }
        return positions;
    }
}
