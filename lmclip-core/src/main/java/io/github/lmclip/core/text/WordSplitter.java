package io.github.lmclip.core.text;

/**
 * Cuts a cleaned text into words: what CLIP's regular expression finds, by hand.
 *
 * <pre>{@code <\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+}</pre>
 *
 * <p>The expression ignores case, so that the long s (U+017F), which lower case leaves alone, counts as an s.
 */
final class WordSplitter {

    private static final String[] SPECIAL = {BpeVocabulary.START_OF_TEXT, BpeVocabulary.END_OF_TEXT};
    private static final String[] CONTRACTIONS = {"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"};
    private static final char LONG_S = '\u017F';

    private WordSplitter() {}

    /** Returns where the first word at or after {@code from} starts; the text's length where there is none. */
    static int start(String text, int from) {
        int start = from;
        while (start < text.length() && UnicodeTable.isSpace(text.charAt(start))) {
            start++;
        }
        return start;
    }

    /** Returns where the word that starts at {@code start} ends. */
    static int end(String text, int start) {
        char first = text.charAt(start);
        if (first == '<' || first == '\'') {
            for (String word : first == '<' ? SPECIAL : CONTRACTIONS) {
                if (matches(text, start, word)) {
                    return start + word.length();
                }
            }
        }
        int codePoint = text.codePointAt(start);
        int end = start + Character.charCount(codePoint);
        if (UnicodeTable.isLetter(codePoint)) {
            return endOfLetters(text, end);
        }
        return UnicodeTable.isNumber(codePoint) ? end : endOfOthers(text, end);
    }

    private static int endOfLetters(String text, int from) {
        int end = from;
        while (end < text.length() && UnicodeTable.isLetter(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private static int endOfOthers(String text, int from) {
        int end = from;
        while (end < text.length() && UnicodeTable.isOther(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private static boolean matches(String text, int start, String word) {
        if (start + word.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            char c = text.charAt(start + i);
            if ((c == LONG_S ? 's' : UnicodeTable.lower(c)) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
