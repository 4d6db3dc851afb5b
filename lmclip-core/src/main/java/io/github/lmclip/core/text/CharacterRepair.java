package io.github.lmclip.core.text;

import java.text.Normalizer;
import java.util.Map;

/**
 * Replaces single characters: C1 controls by what Windows-1252 has in their place, ligatures of Latin letters by the
 * letters, characters of full or half width by the usual ones, curled quotes by straight ones; other control characters
 * vanish.
 */
final class CharacterRepair {

    private static final Map<Character, String> LIGATURES = Map.ofEntries(
            Map.entry('\u0132', "IJ"),
            Map.entry('\u0133', "ij"),
            Map.entry('\u0149', "\u02BCn"),
            Map.entry('\u01C4', "D\u017D"),
            Map.entry('\u01C5', "D\u017E"),
            Map.entry('\u01C6', "d\u017E"),
            Map.entry('\u01C7', "LJ"),
            Map.entry('\u01C8', "Lj"),
            Map.entry('\u01C9', "lj"),
            Map.entry('\u01CA', "NJ"),
            Map.entry('\u01CB', "Nj"),
            Map.entry('\u01CC', "nj"),
            Map.entry('\u01F1', "DZ"),
            Map.entry('\u01F2', "Dz"),
            Map.entry('\u01F3', "dz"),
            Map.entry('\uFB00', "ff"),
            Map.entry('\uFB01', "fi"),
            Map.entry('\uFB02', "fl"),
            Map.entry('\uFB03', "ffi"),
            Map.entry('\uFB04', "ffl"),
            Map.entry('\uFB05', "\u017Ft"),
            Map.entry('\uFB06', "st"));

    /** What becomes of each character; null where it stays. */
    private static final String[] TABLE = table();

    private CharacterRepair() {}

    static String apply(String text) {
        int first = 0;
        while (first < text.length() && TABLE[text.charAt(first)] == null) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text.length() + 8).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            String other = TABLE[c];
            if (other == null) {
                repaired.append(c);
            } else {
                repaired.append(other);
            }
        }
        return repaired.toString();
    }

    private static String[] table() {
        String[] table = new String[Character.MAX_VALUE + 1];
        for (int c = 0; c < table.length; c++) {
            String before = Character.toString((char) c);
            String after = replaced((char) c);
            table[c] = after.equals(before) ? null : after;
        }
        return table;
    }

    private static String replaced(char stored) {
        char c = stored >= 0x80 && stored <= 0x9F ? Windows1252.character(stored) : stored;
        String letters = LIGATURES.getOrDefault(c, Character.toString(c));
        StringBuilder repaired = new StringBuilder();
        letters.chars().forEach(letter -> repaired.append(straight(usualWidth((char) letter))));
        return repaired.toString();
    }

    private static String usualWidth(char c) {
        boolean wide = c >= 0xFF01 && c <= 0xFFEF || c == 0x3000;
        return wide ? Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC) : Character.toString(c);
    }

    private static String straight(String text) {
        if (text.length() != 1) {
            return text;
        }
        char c = text.charAt(0);
        if (c == 0x02BC || c >= 0x2018 && c <= 0x201B) {
            return "'";
        }
        if (c >= 0x201C && c <= 0x201F) {
            return "\"";
        }
        return isControl(c) ? "" : text;
    }

    private static boolean isControl(char c) {
        return c < 0x09
                || c == 0x0B
                || c >= 0x0E && c < 0x20
                || c == 0x7F
                || c >= 0x206A && c <= 0x206F
                || c == 0xFEFF
                || c >= 0xFFF9 && c <= 0xFFFC;
    }
}
