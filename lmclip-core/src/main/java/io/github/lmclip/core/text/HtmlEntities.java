package io.github.lmclip.core.text;

import java.util.HashMap;
import java.util.Map;

/**
 * Replaces character references such as {@code &amp;}, {@code &eacute} and {@code &#x41;} by what they
 * stand for, exactly as Python's {@code html.unescape}: all names of the HTML Standard, those without a semicolon also
 * at the front of a longer word, and the standard's replacements for odd numbers.
 */
public final class HtmlEntities {

    /** What the numbers 0x80 to 0x9F stand for: Windows-1252, where that has a character. */
    private static final String WINDOWS_1252 = "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160"
            + "\u2039\u0152\u008D\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A"
            + "\u0153\u009D\u017E\u0178";

    private static final Map<String, String> NAMES = names();
    private static final int SHORTEST_NAME = 2;
    private static final int LONGEST_NAME =
            NAMES.keySet().stream().mapToInt(String::length).max().orElseThrow();

    private HtmlEntities() {}

    /** Returns the text with every character reference replaced, once: {@code &amp;lt;} gives {@code &lt;}. */
    public static String unescape(String text) {
        int ampersand = text.indexOf('&');
        if (ampersand < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int copied = 0;
        while (ampersand >= 0) {
            out.append(text, copied, ampersand);
            copied = replace(text, ampersand, out);
            ampersand = text.indexOf('&', copied);
        }
        return out.append(text, copied, text.length()).toString();
    }

    /** Appends what stands for the reference at {@code ampersand}, and returns where the text goes on. */
    private static int replace(String text, int ampersand, StringBuilder out) {
        int start = ampersand + 1;
        if (start < text.length() && text.charAt(start) == '#') {
            return replaceNumber(text, start + 1, out);
        }
        int limit = start;
        while (limit < text.length() && limit - start < LONGEST_NAME && isNameCharacter(text.charAt(limit))) {
            limit++;
        }
        if (limit < text.length() && limit - start < LONGEST_NAME && text.charAt(limit) == ';') {
            limit++;
        }
        for (int end = limit; end >= start + SHORTEST_NAME; end--) {
            String value = NAMES.get(text.substring(start, end));
            if (value != null) {
                out.append(value);
                return end;
            }
        }
        out.append('&');
        return start;
    }

    private static int replaceNumber(String text, int start, StringBuilder out) {
        boolean hexadecimal = start < text.length() && (text.charAt(start) | 0x20) == 'x';
        int radix = hexadecimal ? 16 : 10;
        int first = hexadecimal ? start + 1 : start;
        int end = first;
        int number = 0;
        while (end < text.length() && digit(text.charAt(end), radix) >= 0) {
            number = Math.min(number * radix + digit(text.charAt(end), radix), Character.MAX_CODE_POINT + 1);
            end++;
        }
        if (end == first) {
            out.append("&#");
            return start;
        }
        appendNumber(number, out);
        return end < text.length() && text.charAt(end) == ';' ? end + 1 : end;
    }

    private static void appendNumber(int number, StringBuilder out) {
        if (number >= 0x80 && number <= 0x9F) {
            out.append(WINDOWS_1252.charAt(number - 0x80));
        } else if (number == 0
                || number > Character.MAX_CODE_POINT
                || number >= Character.MIN_SURROGATE && number <= Character.MAX_SURROGATE) {
            out.append('\uFFFD');
        } else if (!isDropped(number)) {
            out.appendCodePoint(number);
        }
    }

    /** Control characters but tab, line feed, form feed and carriage return, and what Unicode calls noncharacters. */
    private static boolean isDropped(int number) {
        boolean control = number < 0x20 && "\t\n\f\r".indexOf(number) < 0 || number == 0x7F;
        return control || number >= 0xFDD0 && number <= 0xFDEF || (number & 0xFFFE) == 0xFFFE;
    }

    private static boolean isNameCharacter(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    /** Returns the value of an ASCII digit, or -1: {@code Character.digit} would also take the digits of other scripts. */
    private static int digit(char c, int radix) {
        return c < 0x80 ? Character.digit(c, radix) : -1;
    }

    private static Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        for (String[] line : ResourceLines.read("html-entities.txt")) {
            StringBuilder value = new StringBuilder();
            for (int i = 1; i < line.length; i++) {
                value.appendCodePoint(Integer.parseInt(line[i], 16));
            }
            names.put(line[0], value.toString());
        }
        return Map.copyOf(names);
    }
}
