package io.github.lmclip.core.text;

/**
 * Removes the sequences by which terminals set colours and move the cursor, such as the escape character and
 * {@code [31m}: ftfy's <a href="https://ftfy.readthedocs.io/en/latest/fixes.html">remove_terminal_escapes</a>.
 */
final class TerminalEscapes {

    private static final char ESCAPE = '\u001B';

    private TerminalEscapes() {}

    /** Returns the text without sequences of escape, {@code [}, digits and semicolons, and a letter. */
    static String remove(String text) {
        int escape = text.indexOf(ESCAPE);
        if (escape < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int copied = 0;
        for (; escape >= 0; escape = text.indexOf(ESCAPE, escape + 1)) {
            int end = end(text, escape);
            if (end > escape) {
                out.append(text, copied, escape);
                copied = end;
            }
        }
        return out.append(text, copied, text.length()).toString();
    }

    /** Returns where the sequence at {@code escape} ends; {@code escape} where it is none. */
    private static int end(String text, int escape) {
        int i = escape + 1;
        if (i == text.length() || text.charAt(i) != '[') {
            return escape;
        }
        i++;
        while (i < text.length() && isParameter(text.charAt(i))) {
            i++;
        }
        return i < text.length() && isLetter(text.charAt(i)) ? i + 1 : escape;
    }

    private static boolean isParameter(char c) {
        return c >= '0' && c <= '9' || c == ';';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
