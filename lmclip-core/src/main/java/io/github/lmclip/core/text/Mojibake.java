package io.github.lmclip.core.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Undoes the reading of UTF-8 as Windows-1252 or Latin-1, "schÃ¶n" for "schön", where no writer can have meant what stands
 * there: a character of three or four bytes, one of two bytes that begins with Â or Ã, or several characters in a row. In
 * capitals a sign that may follow a word ("MAÇÃ”", "CAFÉ™") is left alone.
 */
final class Mojibake {

    /** Signs that may follow a word; in Windows-1252 they have the values of continuation bytes. */
    private static final String MAY_FOLLOW =
            "\u2018\u2019\u201C\u201D\u2026\u2013\u2014\u2122\u00AE\u00BB\u203A\u2022\u00B0\u00BA\u00AA\u00A0\u00B7";

    private Mojibake() {}

    static String undo(String text) {
        StringBuilder undone = null;
        int copied = 0;
        int i = 0;
        while (i < text.length()) {
            int length = text.charAt(i) < 0xC2 ? 0 : sequence(text, i);
            if (length > 0 && isCertain(text, i, length)) {
                undone = undone == null ? new StringBuilder(text.length()) : undone;
                int end = runEnd(text, i + length);
                undone.append(text, copied, i).append(decoded(text, i, end));
                copied = end;
                i = end;
            } else {
                i++;
            }
        }
        return undone == null
                ? text
                : undone.append(text, copied, text.length()).toString();
    }

    /** Returns how many characters from a place on are the bytes of one UTF-8 character; 0 where they are not. */
    private static int sequence(String text, int start) {
        if (start == text.length()) {
            return 0;
        }
        int lead = Windows1252.value(text.charAt(start));
        int length =
                lead >= 0xC2 && lead < 0xE0 ? 2 : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
        if (length == 0 || start + length > text.length()) {
            return 0;
        }
        for (int i = start + 1; i < start + length; i++) {
            int value = Windows1252.value(text.charAt(i));
            if (value < 0x80 || value > 0xBF) {
                return 0;
            }
        }
        return decoded(text, start, start + length) == null ? 0 : length;
    }

    private static boolean isCertain(String text, int start, int length) {
        if (length > 2 || sequence(text, start + length) > 0) {
            return true;
        }
        char lead = text.charAt(start);
        boolean follows = MAY_FOLLOW.indexOf(text.charAt(start + 1)) >= 0;
        boolean inCapitals = start > 0 && Character.isUpperCase(text.charAt(start - 1));
        boolean usual = lead == '\u00C2' || lead == '\u00C3';
        return usual ? !(follows && inCapitals) : !follows && isSign(text.charAt(start + 1));
    }

    /** Returns whether no word goes on with a character. */
    private static boolean isSign(char c) {
        return !Character.isLetter(c);
    }

    private static int runEnd(String text, int start) {
        int end = start;
        while (end < text.length()) {
            int length = text.charAt(end) < 0xC2 ? 0 : sequence(text, end);
            if (length == 0) {
                break;
            }
            end += length;
        }
        return end;
    }

    /** Returns what the bytes behind some characters spell; null where they are no UTF-8. */
    private static String decoded(String text, int start, int end) {
        byte[] bytes = new byte[end - start];
        for (int i = start; i < end; i++) {
            bytes[i - start] = (byte) Windows1252.value(text.charAt(i));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
