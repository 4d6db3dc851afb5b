package io.github.lmclip.core.text;

import java.util.HashMap;
import java.util.Map;

/**
 * Replaces character references such as {@code &amp;}, {@code &eacute} and {@code &#x41;} by what they
 * stand for, exactly as Python's {@code html.unescape}: all names of the HTML Standard, those without a semicolon also
 * at the front of a longer word, and the standard's replacements for odd numbers.
 */
public final class HtmlEntities {

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
        if (Windows1252.isSpecial(number)) {
            out.append(Windows1252.character(number));
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

    /** Returns whether names of references are made of such characters. */
    static boolean isNameCharacter(char c) {
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
