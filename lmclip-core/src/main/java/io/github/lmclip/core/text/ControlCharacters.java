package io.github.lmclip.core.text;

/**
 * Removes characters that have no place in a text: ASCII's controls that are no white space (the vertical tab counts as
 * one of them), deprecated Arabic controls, interlinear annotations, the object replacement character and the byte order
 * mark. ftfy's <a href="https://ftfy.readthedocs.io/en/latest/fixes.html">remove_control_chars</a>.
 */
final class ControlCharacters implements CharacterFix {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    @Override
    public boolean changes(char c) {
        if (c < 0x20) {
            return c != '\t' && c != '\n' && c != '\f' && c != '\r';
        }
        return c == 0x7F || c >= '\u206A' && c <= '\u206F' || c == BYTE_ORDER_MARK || c >= '\uFFF9' && c <= '\uFFFC';
    }

    @Override
    public String replacement(char c) {
        return "";
    }
}
