package io.github.lmclip.core.text;

/**
 * Reads the control characters U+0080 to U+009F as Windows-1252, which they nearly always come from: ftfy's
 * <a href="https://ftfy.readthedocs.io/en/latest/fixes.html">fix_c1_controls</a>.
 */
final class C1Controls implements CharacterFix {

    @Override
    public boolean changes(char c) {
        return Windows1252.isSpecial(c);
    }

    @Override
    public String replacement(char c) {
        return String.valueOf(Windows1252.character(c));
    }
}
