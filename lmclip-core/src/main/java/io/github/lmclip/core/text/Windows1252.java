package io.github.lmclip.core.text;

import java.util.Arrays;

/**
 * The characters that a byte becomes when it is read as Windows-1252, or as Latin-1: both at once, since they differ in
 * 0x80 to 0x9F only, and there the characters of the one are not among those of the other. The five bytes that
 * Windows-1252 leaves open (0x81, 0x8D, 0x8F, 0x90, 0x9D) are control characters here.
 */
final class Windows1252 {

    /** Returned for a character that no byte becomes. */
    static final int NONE = -1;

    private static final int FIRST = 0x80;

    private static final String CHARACTERS = "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160"
            + "\u2039\u0152\u008D\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A"
            + "\u0153\u009D\u017E\u0178";

    private static final short[] BYTES = new short[0x2123];

    static {
        Arrays.fill(BYTES, (short) NONE);
        for (int value = 0; value < 0x100; value++) {
            BYTES[value] = (short) value;
        }
        for (int i = 0; i < CHARACTERS.length(); i++) {
            BYTES[CHARACTERS.charAt(i)] = (short) (FIRST + i);
        }
    }

    private Windows1252() {}

    /** Returns whether the value is one of those that the two encodings read differently, 0x80 to 0x9F. */
    static boolean isSpecial(int value) {
        return value >= FIRST && value < FIRST + CHARACTERS.length();
    }

    /** Returns what Windows-1252 reads a byte of 0x80 to 0x9F as. */
    static char character(int value) {
        return CHARACTERS.charAt(value - FIRST);
    }

    /** Returns the byte that one of the two encodings reads as {@code c}, 0 to 255, or {@link #NONE}. */
    static int value(char c) {
        return c < BYTES.length ? BYTES[c] : NONE;
    }
}
