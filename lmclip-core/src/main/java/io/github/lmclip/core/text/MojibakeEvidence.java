package io.github.lmclip.core.text;

/**
 * Judges whether characters that could be a misread UTF-8 sequence can be anything else. In a sound text such characters
 * do meet: an accented letter and the punctuation behind it, as in {@code CAFÉ”}, {@code é…”} or {@code à »}. What no
 * language writes is a letter such as Ã, Ð or â before a sign that opens, counts or pays ({@code Ã©}, {@code â€™}), a
 * capital with an accent behind a small letter ({@code tÃ}), or punctuation that touches letters on both sides.
 */
final class MojibakeEvidence {

    private static final int LEFT_ANGLE = 0x8B;
    private static final int SINGLE_OPENING = 0x91;
    private static final int DOUBLE_OPENING = 0x93;
    private static final int EN_DASH = 0x96;
    private static final int EM_DASH = 0x97;
    private static final int NO_BREAK_SPACE = 0xA0;
    private static final int LEFT_GUILLEMET = 0xAB;
    private static final int RIGHT_GUILLEMET = 0xBB;
    private static final int FIRST_EMOJI = 0x9F;

    /** Bytes, as Windows-1252, that follow a word: … † ‡ ‹ ‘ ’ “ ” • – — ™ ›, no-break space, « ». */
    private static final ByteSet CLOSING =
            ByteSet.of(0x85, 0x86, 0x87, 0x8B, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0x9B, 0xA0, 0xAB, 0xBB);

    /** Further ones behind letters that are more common than Ã and Â: © ª ® ° ² ³ ´ · ¹ º and the soft hyphen. */
    private static final ByteSet SIGNS = ByteSet.of(0xA9, 0xAA, 0xAD, 0xAE, 0xB0, 0xB2, 0xB3, 0xB4, 0xB7, 0xB9, 0xBA);

    /** Letters that Czech and its neighbours write behind an accented one: Š Ž š ž. */
    private static final ByteSet CARONS = ByteSet.of(0x8A, 0x8E, 0x9A, 0x9E);

    /** Closing signs that may still have a word at both sides: … ‹ ‘ ’ “ – — no-break space « and the soft hyphen. */
    private static final ByteSet BETWEEN_WORDS =
            ByteSet.of(0x85, 0x8B, 0x91, 0x92, 0x93, 0x96, 0x97, 0xA0, 0xAB, 0xAD, 0xB4);

    /** Bytes that Windows-1252 has no character for. */
    private static final ByteSet UNDEFINED = ByteSet.of(0x81, 0x8D, 0x8F, 0x90, 0x9D);

    private MojibakeEvidence() {}

    /**
     * Returns whether the sequence can only be mojibake.
     *
     * @param previous the code point before it, or a blank
     */
    static boolean isCertain(CharSequence text, int start, int length, int previous) {
        int next = start + length < text.length() ? Character.codePointAt(text, start + length) : ' ';
        int second = Utf8Sequence.continuation(text, start + 1);
        return switch (length) {
            case 2 -> isCertainPair(text.charAt(start), second, previous, next);
            case 3 -> isCertainTriple(text, start, previous, next);
            default -> second == FIRST_EMOJI || !followsWord(text, start, length);
        };
    }

    /**
     * Returns whether the sequence has a sign that does not follow its letter, which tells little where it stands alone,
     * but much beside another sequence.
     */
    static boolean isOdd(CharSequence text, int start, int length) {
        return !followsWord(text, start, length);
    }

    private static boolean isCertainPair(char lead, int second, int previous, int next) {
        if (UNDEFINED.contains(second)) {
            return true;
        }
        boolean afterSmall = UnicodeTable.isLower(previous) && lead != 'ß' && lead != '×';
        boolean odd = !CLOSING.contains(second);
        return switch (lead) {
            case 'Ã', 'Â' -> odd || afterSmall || tilde(lead, second, previous, next);
            case 'Ä', 'Å' ->
                odd && !SIGNS.contains(second)
                        || afterSmall
                        || touches(second, previous, next)
                        || opens(second, next) && !UnicodeTable.isUpper(previous);
            case 'Î', 'Ï', 'Ð', 'Ñ' ->
                odd && !SIGNS.contains(second) && !CARONS.contains(second)
                        || afterSmall
                        || touches(second, previous, next);
            case 'ß', '×' -> false;
            default -> afterSmall || !CARONS.contains(second) && touches(second, previous, next);
        };
    }

    /** Ã and Â are letters of few languages, and end a word there: what else they stand before is mojibake. */
    private static boolean tilde(char lead, int second, int previous, int next) {
        boolean letterBehind = UnicodeTable.isLetter(next);
        if (UnicodeTable.isUpper(previous)) {
            boolean between = BETWEEN_WORDS.contains(second) && second != LEFT_ANGLE;
            return letterBehind && (!between || opens(second, next) || lead == 'Ã' && second == EN_DASH);
        }
        boolean word = UnicodeTable.isSpace(previous) && (second == LEFT_GUILLEMET || second == RIGHT_GUILLEMET);
        return word
                || second == NO_BREAK_SPACE
                || UnicodeTable.isNumber(previous)
                || letterBehind && (lead == 'Â' || second != EM_DASH);
    }

    /** An opening quote right between two letters. */
    private static boolean opens(int second, int next) {
        return (second == SINGLE_OPENING || second == DOUBLE_OPENING) && UnicodeTable.isLetter(next);
    }

    /** A sign that ends a word has a letter right behind it, and the capital before it begins one. */
    private static boolean touches(int second, int previous, int next) {
        return !BETWEEN_WORDS.contains(second) && UnicodeTable.isLetter(next) && !UnicodeTable.isUpper(previous);
    }

    private static boolean isCertainTriple(CharSequence text, int start, int previous, int next) {
        boolean word = UnicodeTable.isLetter(previous);
        if (text.charAt(start) == 'â' && !word) {
            return true;
        }
        int second = Utf8Sequence.continuation(text, start + 1);
        int third = Utf8Sequence.continuation(text, start + 2);
        boolean opensAnother = second == NO_BREAK_SPACE || second == EN_DASH || second == EM_DASH;
        if (!opensAnother && !followsWord(text, start, 3)) {
            return true;
        }
        boolean between = BETWEEN_WORDS.contains(third) || CARONS.contains(third);
        return word && UnicodeTable.isLetter(next) && !between;
    }

    /** Returns whether each byte behind the first is a sign that ends a word, or a letter that goes on with it. */
    private static boolean followsWord(CharSequence text, int start, int length) {
        for (int i = start + 1; i < start + length; i++) {
            int value = Utf8Sequence.continuation(text, i);
            if (!CLOSING.contains(value) && !SIGNS.contains(value) && !CARONS.contains(value)) {
                return false;
            }
        }
        return true;
    }
}
