package io.github.lmclip.core.text;

/** Lower case as Python's {@code str.lower}: a sigma that ends a word becomes the final one, U+0130 two code points. */
final class LowerCase {

    private static final int CAPITAL_SIGMA = 0x3A3;
    private static final int SIGMA = 0x3C3;
    private static final int FINAL_SIGMA = 0x3C2;
    private static final int CAPITAL_I_WITH_DOT = 0x130;
    private static final String I_WITH_DOT = "i\u0307";

    private LowerCase() {}

    /** Returns the text in lower case. */
    static String of(String text) {
        int i = 0;
        while (i < text.length() && isSmallAscii(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 1).append(text, 0, i);
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            if (codePoint == CAPITAL_I_WITH_DOT) {
                out.append(I_WITH_DOT);
            } else if (codePoint == CAPITAL_SIGMA) {
                out.appendCodePoint(endsWord(text, i) ? FINAL_SIGMA : SIGMA);
            } else {
                out.appendCodePoint(UnicodeTable.lower(codePoint));
            }
            i += Character.charCount(codePoint);
        }
        return out.toString();
    }

    private static boolean isSmallAscii(char c) {
        return c < 'A' || c > 'Z' && c < 0x80;
    }

    /** The Unicode Standard's condition Final_Sigma: a cased letter before, none behind, ignorable ones skipped. */
    private static boolean endsWord(String text, int sigma) {
        int before = sigma;
        while (before > 0 && UnicodeTable.isCaseIgnorable(text.codePointBefore(before))) {
            before -= Character.charCount(text.codePointBefore(before));
        }
        if (before == 0 || !UnicodeTable.isCased(text.codePointBefore(before))) {
            return false;
        }
        int behind = sigma + 1;
        while (behind < text.length() && UnicodeTable.isCaseIgnorable(text.codePointAt(behind))) {
            behind += Character.charCount(text.codePointAt(behind));
        }
        return behind == text.length() || !UnicodeTable.isCased(text.codePointAt(behind));
    }
}
