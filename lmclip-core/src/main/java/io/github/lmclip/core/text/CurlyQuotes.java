package io.github.lmclip.core.text;

/**
 * Makes curly quotation marks and apostrophes straight: ftfy's
 * <a href="https://ftfy.readthedocs.io/en/latest/fixes.html">uncurl_quotes</a>.
 */
final class CurlyQuotes implements CharacterFix {

    private static final char MODIFIER_APOSTROPHE = '\u02BC';

    @Override
    public boolean changes(char c) {
        return c >= '\u2018' && c <= '\u201F' || c == MODIFIER_APOSTROPHE;
    }

    @Override
    public String replacement(char c) {
        return c >= '\u201C' ? "\"" : "'";
    }
}
