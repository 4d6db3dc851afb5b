package io.github.lmclip.core.text;

/**
 * Repairs UTF-8 that was read as Windows-1252 or Latin-1, also more than once: {@code schÃ¶n} gives {@code schön}. Neighbouring
 * sequences form a group, and a group is decoded where {@link MojibakeEvidence} is certain of one of them, or where two
 * of them stand together and one is odd. Further groups are decoded with it where nothing in the whole text speaks
 * against it, that is, where no character outside ASCII is left over. What could be sound stays: {@code Ã}, {@code É”}.
 *
 * <p>The same purpose as ftfy's
 * <a href="https://ftfy.readthedocs.io/en/latest/heuristic.html">fix_encoding</a>, by rules of its own and for these two
 * encodings only; ftfy knows seven.
 */
final class Mojibake {

    /** Each layer at least doubles what is outside ASCII: nobody's text has so many. */
    private static final int MAX_LAYERS = 8;

    private final String text;
    private boolean certain;
    private boolean consistent = true;

    private Mojibake(String text) {
        this.text = text;
    }

    /** Returns the text with every layer of misreading undone that is beyond doubt. */
    static String repair(String text) {
        String repaired = text;
        for (int layer = 0; layer < MAX_LAYERS; layer++) {
            String outer = repaired;
            repaired = peel(outer);
            if (repaired.equals(outer)) {
                break;
            }
        }
        return repaired;
    }

    private static String peel(String text) {
        for (int i = 0; i + 1 < text.length(); i++) {
            if (text.charAt(i) >= 0xC2 && Utf8Sequence.length(text, i) > 0) {
                return new Mojibake(text).repair(i);
            }
        }
        return text;
    }

    private String repair(int first) {
        for (int i = 0; i < first && consistent; i++) {
            consistent = text.charAt(i) < 0x80;
        }
        walk(first, new StringBuilder(), false);
        if (!certain) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, first);
        walk(first, out, consistent);
        return out.toString();
    }

    /** Goes through the groups from {@code first} on, and appends the text with those decoded that are certain, or all. */
    private void walk(int first, StringBuilder out, boolean all) {
        int i = first;
        while (i < text.length()) {
            int end = endOfGroup(i);
            if (end == i) {
                char c = text.charAt(i++);
                consistent &= c < 0x80;
                out.append(c);
                continue;
            }
            boolean accepted = isCertainGroup(i, end);
            certain |= accepted;
            if (accepted || all) {
                decode(i, end, out);
            } else {
                out.append(text, i, end);
            }
            i = end;
        }
    }

    private int endOfGroup(int start) {
        int end = start;
        while (end < text.length() && Utf8Sequence.length(text, end) > 0) {
            end += Utf8Sequence.length(text, end);
        }
        return end;
    }

    private boolean isCertainGroup(int start, int end) {
        int previous = start > 0 ? text.codePointBefore(start) : ' ';
        boolean odd = false;
        int count = 0;
        for (int i = start; i < end; i += Utf8Sequence.length(text, i)) {
            int length = Utf8Sequence.length(text, i);
            if (MojibakeEvidence.isCertain(text, i, length, previous)) {
                return true;
            }
            odd |= MojibakeEvidence.isOdd(text, i, length);
            count++;
            previous = text.charAt(i + length - 1);
        }
        return odd && count > 1;
    }

    private void decode(int start, int end, StringBuilder out) {
        for (int i = start; i < end; ) {
            int length = Utf8Sequence.length(text, i);
            out.appendCodePoint(Utf8Sequence.codePoint(text, i, length));
            i += length;
        }
    }
}
