package io.github.lmclip.core.text;

import java.text.Normalizer;

/**
 * Joins letters and their combining marks, Unicode's normalisation NFC: ftfy's default
 * <a href="https://ftfy.readthedocs.io/en/latest/config.html">normalization</a>.
 */
final class Composition {

    /** Below the first combining mark, every text is in this form. */
    private static final char FIRST_MARK = '\u0300';

    private Composition() {}

    /** Returns the text with each letter and its marks composed as far as Unicode has a character for them. */
    static String compose(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_MARK) {
                return Normalizer.normalize(text, Normalizer.Form.NFC);
            }
        }
        return text;
    }
}
