package io.github.lmclip.core.text;

/** White space as Python sees it: its regex module and its strings have different sets, and Java a third. */
final class WhiteSpace {

    private WhiteSpace() {}

    /** Returns the text without white space at its ends, as Python's {@code str.strip}. */
    static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isStripped(text.charAt(start))) {
            start++;
        }
        while (end > start && isStripped(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Returns the text with one blank for each run of white space, as {@code \s+} of Python's regex module finds it. */
    static String collapse(String text) {
        int i = 0;
        while (i < text.length() && !changes(text, i)) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, i);
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!UnicodeTable.isSpace(c)) {
                out.append(c);
            } else if (i == 0 || !UnicodeTable.isSpace(text.charAt(i - 1))) {
                out.append(' ');
            }
        }
        return out.toString();
    }

    private static boolean changes(String text, int i) {
        char c = text.charAt(i);
        return UnicodeTable.isSpace(c) && (c != ' ' || i > 0 && text.charAt(i - 1) == ' ');
    }

    /** Python's strings count the four separators U+001C to U+001F as white space. */
    private static boolean isStripped(char c) {
        return UnicodeTable.isSpace(c) || c >= 0x1C && c <= 0x1F;
    }
}
