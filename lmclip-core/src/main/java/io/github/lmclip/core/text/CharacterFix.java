package io.github.lmclip.core.text;

import java.util.function.UnaryOperator;

/** A repair that looks at one UTF-16 code unit at a time. */
interface CharacterFix extends UnaryOperator<String> {

    /** Returns whether the character is to be replaced. */
    boolean changes(char c);

    /** Returns what takes the place of a character that {@link #changes} has named; empty to remove it. */
    String replacement(char c);

    @Override
    default String apply(String text) {
        int first = 0;
        while (first < text.length() && !changes(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 8).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (changes(c)) {
                out.append(replacement(c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
