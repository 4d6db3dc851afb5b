package io.github.lmclip.core.text;

/**
 * Characters that are the bytes of one multi-byte UTF-8 sequence, read as Windows-1252 or Latin-1. Only well-formed
 * sequences count (The Unicode Standard, table 3-7), and of these only what texts are made of: no private use, no
 * noncharacters, no planes above the third.
 */
final class Utf8Sequence {

    private static final int PRIVATE_FIRST = 0xE000;
    private static final int PRIVATE_LAST = 0xF8FF;
    private static final int LAST_PLANE = 0x3;

    private Utf8Sequence() {}

    /** Returns how many characters the sequence at {@code start} has, 2 to 4, or 0 where there is none. */
    static int length(CharSequence text, int start) {
        int lead = text.charAt(start);
        if (lead < 0xC2 || lead > 0xF0) {
            return 0;
        }
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (start + length > text.length()) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if (!isContinuation(continuation(text, start + i))) {
                return 0;
            }
        }
        return isText(codePoint(text, start, length), length) ? length : 0;
    }

    /** Returns the code point that the sequence spells. */
    static int codePoint(CharSequence text, int start, int length) {
        int codePoint = text.charAt(start) & (0x7F >> length);
        for (int i = 1; i < length; i++) {
            codePoint = codePoint << 6 | continuation(text, start + i) & 0x3F;
        }
        return codePoint;
    }

    /** Returns the byte that a character was read from, or a negative number. */
    static int continuation(CharSequence text, int index) {
        return Windows1252.value(text.charAt(index));
    }

    private static boolean isContinuation(int value) {
        return value >= 0x80 && value <= 0xBF;
    }

    private static boolean isText(int codePoint, int length) {
        boolean overlong = codePoint < (length == 3 ? 0x800 : length == 4 ? 0x10000 : 0x80);
        boolean surrogateOrPrivate = codePoint >= Character.MIN_SURROGATE
                && codePoint <= PRIVATE_LAST
                && (codePoint <= Character.MAX_SURROGATE || codePoint >= PRIVATE_FIRST);
        boolean noncharacter = (codePoint & 0xFFFE) == 0xFFFE || codePoint >= 0xFDD0 && codePoint <= 0xFDEF;
        return !overlong && !surrogateOrPrivate && !noncharacter && codePoint >> 16 <= LAST_PLANE;
    }
}
