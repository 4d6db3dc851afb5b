package io.github.lmclip.core.text;

/** The code page of bytes 0x80 to 0x9F; its five empty places hold the control characters of Latin-1. */
final class Windows1252 {

    private static final int FIRST = 0x80;
    private static final int LAST = 0x9F;

    private static final String CHARACTERS =
            "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
                    + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private Windows1252() {}

    /** Returns the character of a byte. */
    static char character(int value) {
        return value >= FIRST && value <= LAST ? CHARACTERS.charAt(value - FIRST) : (char) value;
    }

    /** Returns the byte that a character is read from, by this code page or by Latin-1; -1 where it is in neither. */
    static int value(char c) {
        if (c <= 0xFF) {
            return c;
        }
        int place = CHARACTERS.indexOf(c);
        return place < 0 ? -1 : FIRST + place;
    }
}
