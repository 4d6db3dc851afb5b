package io.github.lmclip.core.text;

import java.util.List;
import java.util.Objects;

/**
 * Makes captions fit the text tower by dropping words from the end, as the published training code of LM-CLIP does.
 *
 * @param tokenizer counts the tokens
 * @param contextLength how many tokens fit, start and end included; at least 2
 */
public record CaptionShortener(ClipTokenizer tokenizer, int contextLength) {

    private static final int MARKS = 2;

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if the context length is below 2
     */
    public CaptionShortener {
        Objects.requireNonNull(tokenizer, "tokenizer");
        if (contextLength < MARKS) {
            throw new IllegalArgumentException("contextLength must be >= 2, got " + contextLength);
        }
    }

    /** Returns a shortener for the {@value ClipTokenizer#CONTEXT_LENGTH} positions of the published models. */
    public static CaptionShortener of(ClipTokenizer tokenizer) {
        return new CaptionShortener(tokenizer, ClipTokenizer.CONTEXT_LENGTH);
    }

    /** Returns the caption itself where it fits, else as many of its words, joined by blanks, as do. */
    public String shorten(String caption) {
        if (fits(caption)) {
            return caption;
        }
        List<String> words =
                List.of(WhiteSpace.strip(WhiteSpace.collapse(caption)).split(" "));
        int fitting = 0;
        int tooMany = words.size();
        while (tooMany - fitting > 1) {
            int tried = (fitting + tooMany) / 2;
            boolean fits = fits(first(words, tried));
            fitting = fits ? tried : fitting;
            tooMany = fits ? tooMany : tried;
        }
        return first(words, fitting);
    }

    private boolean fits(String caption) {
        return tokenizer.encode(caption).length + MARKS <= contextLength;
    }

    private static String first(List<String> words, int count) {
        return String.join(" ", words.subList(0, count));
    }
}
