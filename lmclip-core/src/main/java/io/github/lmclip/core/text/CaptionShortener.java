package io.github.lmclip.core.text;

import java.util.List;

/** Makes captions fit the text tower by dropping words from the end, as the published training code of LM-CLIP does. */
public final class CaptionShortener {

    private static final int MARKS = 2;

    private CaptionShortener() {}

    /**
     * Returns the caption itself where it fits, else as many of its words, joined by blanks, as do.
     *
     * @param caption any text
     * @param tokenizer counts the tokens
     * @param contextLength how many tokens fit, start and end included; at least 2
     * @throws IllegalArgumentException if the context length is below 2
     */
    public static String shorten(String caption, ClipTokenizer tokenizer, int contextLength) {
        if (contextLength < MARKS) {
            throw new IllegalArgumentException("contextLength must be >= 2, got " + contextLength);
        }
        if (fits(caption, tokenizer, contextLength)) {
            return caption;
        }
        List<String> words =
                List.of(WhiteSpace.strip(WhiteSpace.collapse(caption)).split(" "));
        int fitting = 0;
        int tooMany = words.size();
        while (tooMany - fitting > 1) {
            int tried = (fitting + tooMany) / 2;
            boolean fits = fits(first(words, tried), tokenizer, contextLength);
            fitting = fits ? tried : fitting;
            tooMany = fits ? tooMany : tried;
        }
        return first(words, fitting);
    }

    private static boolean fits(String caption, ClipTokenizer tokenizer, int contextLength) {
        return tokenizer.encode(caption).length + MARKS <= contextLength;
    }

    private static String first(List<String> words, int count) {
        return String.join(" ", words.subList(0, count));
    }
}
