package io.github.lmclip.data.image;

/**
 * Where the samples of a BMP pixel without palette lie: the layouts that Pillow knows.
 *
 * @param mode RGB or RGBA
 * @param bytes bytes a pixel
 * @param places for each sample the byte within the pixel; empty for 16 bits
 * @param greenBits 5 or 6, for 16 bits
 */
record BmpLayout(PixelMode mode, int bytes, int[] places, int greenBits) {

    /**
     * Returns the layout of {@code bits} a pixel.
     *
     * @param masks of red, green, blue and alpha; empty for the usual layout
     */
    static BmpLayout of(int bits, long[] masks, PictureBytes in) {
        if (masks.length == 0) {
            return bits == 16 ? of16(5) : of(bits, 2, 1, 0);
        }
        String hex = "%d: %x %x %x %x".formatted(bits, masks[0], masks[1], masks[2], bits == 32 ? masks[3] : 0);
        return switch (hex) {
            case "16: f800 7e0 1f 0" -> of16(6);
            case "16: 7c00 3e0 1f 0" -> of16(5);
            case "24: ff0000 ff00 ff 0", "32: ff0000 ff00 ff 0" -> of(bits, 2, 1, 0);
            case "32: ff000000 ff0000 ff00 0" -> of(bits, 3, 2, 1);
            case "32: ff000000 ff0000 ff00 ff" -> of(bits, 3, 2, 1, 0);
            case "32: ff ff00 ff0000 ff000000" -> of(bits, 0, 1, 2, 3);
            case "32: ff0000 ff00 ff ff000000", "32: 0 0 0 0" -> of(bits, 2, 1, 0, 3);
            default ->
                throw in.broken(
                        "a BMP of %s as bits and colour masks, expected whole bytes or 5 and 6 bits".formatted(hex));
        };
    }

    /** Writes the samples of pixel {@code x} of {@code row} to {@code target}. */
    void put(byte[] row, int x, byte[] target, int position) {
        if (bytes == 2) {
            put16(row[2 * x] & 0xff | (row[2 * x + 1] & 0xff) << 8, target, position);
            return;
        }
        for (int i = 0; i < places.length; i++) {
            target[position + i] = row[bytes * x + places[i]];
        }
    }

    private void put16(int pixel, byte[] target, int position) {
        int greens = (1 << greenBits) - 1;
        target[position] = (byte) ((pixel >> 5 + greenBits & 31) * 255 / 31);
        target[position + 1] = (byte) ((pixel >> 5 & greens) * 255 / greens);
        target[position + 2] = (byte) ((pixel & 31) * 255 / 31);
    }

    private static BmpLayout of16(int greenBits) {
        return new BmpLayout(PixelMode.RGB, 2, new int[0], greenBits);
    }

    private static BmpLayout of(int bits, int... places) {
        return new BmpLayout(places.length == 4 ? PixelMode.RGBA : PixelMode.RGB, bits / 8, places, 0);
    }
}
