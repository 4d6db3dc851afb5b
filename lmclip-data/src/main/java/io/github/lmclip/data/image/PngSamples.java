package io.github.lmclip.data.image;

/** Collects the rows of a PNG file as 8 bit samples: bits spread to 0..255, 16 bit gray clipped, other 16 bit cut. */
final class PngSamples {

    private static final byte[] BLACK_AND_WHITE = {0, 0, 0, -1, -1, -1};

    private final PngFile file;
    private final PixelMode mode;
    private final byte[] samples;

    private PngSamples(PngFile file, PixelMode mode) {
        this.file = file;
        this.mode = mode;
        this.samples = new byte[file.width() * file.height() * mode.samples()];
    }

    static PngSamples of(PngFile file) {
        PixelMode mode =
                switch (file.colour()) {
                    case 0 -> file.depth() == 1 ? PixelMode.PALETTE : PixelMode.GRAY;
                    case 2 -> PixelMode.RGB;
                    case 3 -> PixelMode.PALETTE;
                    // Pillow widens gray and alpha of 16 bits
                    case 4 -> file.depth() == 8 ? PixelMode.GRAY_ALPHA : PixelMode.RGBA;
                    default -> PixelMode.RGBA;
                };
        return new PngSamples(file, mode);
    }

    Bitmap bitmap() {
        byte[] palette =
                mode != PixelMode.PALETTE ? new byte[0] : file.colour() == 3 ? file.palette() : BLACK_AND_WHITE;
        return new Bitmap(
                file.width(),
                file.height(),
                mode,
                samples,
                mode == PixelMode.PALETTE ? Palettes.filled(palette) : palette);
    }

    /** Stores {@code columns} pixels of row {@code y}, the first at {@code x}, then every {@code step}. */
    void put(byte[] row, int columns, int y, int x, int step) {
        int width = mode.samples();
        int position = (y * file.width() + x) * width;
        if (file.depth() == 8 && step == 1) {
            System.arraycopy(row, 0, samples, position, row.length);
            return;
        }
        for (int column = 0; column < columns; column++, position += step * width) {
            for (int i = 0; i < width; i++) {
                samples[position + i] = (byte) sample(row, column, i);
            }
        }
    }

    private int sample(byte[] row, int column, int channel) {
        int depth = file.depth();
        if (depth == 8) {
            return row[column * file.channels() + channel];
        }
        if (depth == 16) {
            int stored = file.colour() == 4 ? channel / 3 : channel;
            int at = 2 * (column * file.channels() + stored);
            return file.colour() == 0 && row[at] != 0 ? 255 : file.colour() == 0 ? row[at + 1] : row[at];
        }
        int bit = column * depth;
        int value = (row[bit >> 3] & 0xff) >> 8 - depth - (bit & 7) & (1 << depth) - 1;
        return mode == PixelMode.GRAY ? value * 255 / ((1 << depth) - 1) : value;
    }
}
