package io.github.lmclip.core.text;

import java.text.Normalizer;

/**
 * Gives full-width Latin and half-width Asian characters their usual width, and makes the ideographic space a blank:
 * ftfy's <a href="https://ftfy.readthedocs.io/en/latest/fixes.html">fix_character_width</a>. The replacements are those
 * of Unicode's compatibility normalisation NFKC, which has not changed here since these characters exist.
 */
final class CharacterWidth implements CharacterFix {

    private static final char IDEOGRAPHIC_SPACE = '\u3000';
    private static final char FIRST = '\uFF01';
    private static final char LAST = '\uFFEE';
    private static final String[] USUAL = new String[LAST - FIRST + 1];

    static {
        for (int i = 0; i < USUAL.length; i++) {
            USUAL[i] = Normalizer.normalize(String.valueOf((char) (FIRST + i)), Normalizer.Form.NFKC);
        }
    }

    @Override
    public boolean changes(char c) {
        return c == IDEOGRAPHIC_SPACE || c >= FIRST && c <= LAST && USUAL[c - FIRST].charAt(0) != c;
    }

    @Override
    public String replacement(char c) {
        return c == IDEOGRAPHIC_SPACE ? " " : USUAL[c - FIRST];
    }
}
