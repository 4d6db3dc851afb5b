package io.github.lmclip.core.text;

import java.util.Locale;

/**
 * Replaces the character references that cannot be meant otherwise: those that end with a semicolon, and names of lower
 * case also in capitals ({@code P&EACUTE;REZ}). ftfy's
 * <a href="https://ftfy.readthedocs.io/en/latest/fixes.html">unescape_html</a>, as often as there is something to
 * replace. As there, a {@code <} says that the text is HTML, and from its line on nothing is replaced; so what matters to
 * CLIP's ids, whose cleaning unescapes twice in any case, are typographic quotes written as references.
 */
final class StrictEntities {

    private static final int LONGEST = 24;

    private StrictEntities() {}

    /** Returns the text without such references: {@code &amp;amp;lt;} gives {@code <}. */
    static String unescape(String text) {
        int last = text.lastIndexOf(';');
        if (last < 0 || text.indexOf('&') < 0) {
            return text;
        }
        int tag = text.indexOf('<');
        int limit = tag < 0 ? text.length() : text.lastIndexOf('\n', tag) + 1;
        return limit == 0 ? text : unescape(text, limit);
    }

    /** From right to left, so that whatever a replacement brings forth is found without reading anything twice. */
    private static String unescape(String text, int limit) {
        char[] out = text.toCharArray();
        int front = limit;
        for (int i = limit - 1; i >= 0; i--) {
            out[--front] = text.charAt(i);
            while (out[front] == '&') {
                int end = end(out, front, limit);
                String value = end < 0 ? "" : value(new String(out, front, end - front));
                if (value.isEmpty()) {
                    break;
                }
                front = end - value.length();
                value.getChars(0, value.length(), out, front);
            }
        }
        return new String(out, front, out.length - front);
    }

    /** Returns where the reference at {@code start} ends, or -1 where none begins. */
    private static int end(char[] text, int start, int limit) {
        int i = start + 1;
        if (i < limit && text[i] == '#') {
            i++;
        }
        int first = i;
        while (i < limit && i - first < LONGEST && HtmlEntities.isNameCharacter(text[i])) {
            i++;
        }
        return i > first && i < limit && text[i] == ';' ? i + 1 : -1;
    }

    /** Returns what a reference stands for; empty where that is nothing or unknown. */
    private static String value(String reference) {
        String value = HtmlEntities.unescape(reference);
        if (value.length() < reference.length() && value.indexOf(';') < 0) {
            return value;
        }
        if (!value.equals(reference)) {
            return "";
        }
        if (!reference.equals(reference.toUpperCase(Locale.ROOT))) {
            return "";
        }
        String known = HtmlEntities.unescape(reference.toLowerCase(Locale.ROOT));
        return known.indexOf(';') < 0 ? known.toUpperCase(Locale.ROOT) : "";
    }
}
