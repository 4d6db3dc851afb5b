package io.github.lmclip.core.text;

/**
 * Makes every line break a newline: ftfy's
 * <a href="https://ftfy.readthedocs.io/en/latest/fixes.html">fix_line_breaks</a>.
 */
final class LineBreaks implements CharacterFix {

    @Override
    public boolean changes(char c) {
        return c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    @Override
    public String replacement(char c) {
        return "\n";
    }

    @Override
    public String apply(String text) {
        return CharacterFix.super.apply(text.replace("\r\n", "\n"));
    }
}
