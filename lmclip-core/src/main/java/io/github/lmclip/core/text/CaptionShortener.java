package io.github.lmclip.core.text;

import java.util.Arrays;

/** Makes captions fit, as the published code does: words are dropped from the end until the tokens are few enough. */
public final class CaptionShortener {

    private CaptionShortener() {}

    /** Returns the longest run of a caption's first words that has at most {@code length} tokens, start and end included. */
    public static String shorten(String caption, ClipTokenizer tokenizer, int length) {
        if (tokenizer.fits(caption, length)) {
            return caption;
        }
        String[] words = caption.strip().split("\\s+");
        for (int count = words.length - 1; count > 0; count--) {
            String shorter = String.join(" ", Arrays.copyOf(words, count));
            if (tokenizer.fits(shorter, length)) {
                return shorter;
            }
        }
        return "";
    }
}
