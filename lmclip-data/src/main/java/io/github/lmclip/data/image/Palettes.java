package io.github.lmclip.data.image;

import java.util.Arrays;

/** The 256 colours behind the samples of a palette picture. */
final class Palettes {

    private static final int ENTRIES = 256;

    private Palettes() {}

    /** Returns 256 entries: the given ones, then gray of the entry's own number, as Pillow fills up. */
    static byte[] filled(byte[] palette) {
        byte[] filled = Arrays.copyOf(palette, 3 * ENTRIES);
        for (int i = palette.length; i < filled.length; i++) {
            filled[i] = (byte) (i / 3);
        }
        return filled;
    }

    /** Returns whether every entry is gray of its own number, so that the samples are gray levels themselves. */
    static boolean isGrayRamp(byte[] palette) {
        for (int i = 0; i < palette.length; i++) {
            if ((palette[i] & 0xff) != i / 3) {
                return false;
            }
        }
        return true;
    }
}
