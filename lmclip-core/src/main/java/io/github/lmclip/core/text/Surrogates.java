package io.github.lmclip.core.text;

/** Makes any string well-formed UTF-16. */
final class Surrogates {

    private static final char REPLACEMENT = '\uFFFD';

    private Surrogates() {}

    /** Returns the text with U+FFFD for each surrogate that lacks its partner. */
    static String replaceLone(String text) {
        char[] repaired = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else {
                repaired = repaired == null ? text.toCharArray() : repaired;
                repaired[i] = REPLACEMENT;
            }
        }
        return repaired == null ? text : new String(repaired);
    }
}
