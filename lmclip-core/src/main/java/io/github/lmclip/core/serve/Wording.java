package io.github.lmclip.core.serve;

import io.github.lmclip.core.text.BpeVocabulary;
import io.github.lmclip.core.text.ClipTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/**
 * How a text encoder's file wants texts: it carries its vocabulary, so that no third file is needed.
 *
 * @param positions most tokens of a text, start and end included
 * @param vocabulary the vocabulary's file in Base64
 */
public record Wording(int positions, String vocabulary) {

    private static final int FEWEST = 2;

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if there is no room for start and end
     */
    public Wording {
        if (positions < FEWEST) {
            throw new IllegalArgumentException("positions must be >= 2, got " + positions);
        }
    }

    /** Returns the wording of a vocabulary's file, as {@link BpeVocabulary#file()} gives it. */
    public static Wording of(int positions, byte[] vocabulary) {
        return new Wording(positions, Base64.getEncoder().encodeToString(vocabulary));
    }

    /**
     * Returns the tokenizer.
     *
     * @param file named in messages
     * @throws io.github.lmclip.core.text.VocabularyException if the vocabulary is broken
     * @throws IllegalArgumentException if it is no Base64
     */
    ClipTokenizer tokenizer(String file) {
        byte[] bytes = Base64.getDecoder().decode(vocabulary);
        try {
            return new ClipTokenizer(BpeVocabulary.read(file, new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
