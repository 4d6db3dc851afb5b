package io.github.lmclip.core;

import io.github.lmclip.core.text.BpeVocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The words of {@link Backbone#TINY}, part of this library. */
final class TinyClip {

    private static final String VOCABULARY = "tiny/vocabulary.txt.gz";

    private TinyClip() {}

    static ModelText text() {
        try (InputStream stream = TinyClip.class.getResourceAsStream(VOCABULARY)) {
            return ModelText.of(VOCABULARY, BpeVocabulary.read(VOCABULARY, stream), Backbone.TINY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
