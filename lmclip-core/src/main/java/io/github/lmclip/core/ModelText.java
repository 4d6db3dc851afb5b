package io.github.lmclip.core;

import io.github.lmclip.core.text.BpeVocabulary;
import io.github.lmclip.core.text.CaptionShortener;
import io.github.lmclip.core.text.ClipTokenizer;
import io.github.lmclip.data.PromptTemplates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A model's way with words: its vocabulary, kept as the bytes of its file so that it can be saved with the model, and the
 * longest sequence.
 */
final class ModelText {

    private final byte[] file;
    private final ClipTokenizer tokenizer;
    private final int length;

    private ModelText(byte[] file, ClipTokenizer tokenizer, int length) {
        this.file = file;
        this.tokenizer = tokenizer;
        this.length = length;
    }

    /**
     * Reads a vocabulary.
     *
     * @param name for messages
     * @param file the bytes of a file in CLIP's format
     * @throws IllegalArgumentException if it has another size than the backbone's
     */
    static ModelText of(String name, byte[] file, Backbone backbone) {
        try {
            BpeVocabulary vocabulary = BpeVocabulary.read(name, new ByteArrayInputStream(file));
            if (vocabulary.size() != backbone.text().vocabulary()) {
                throw new IllegalArgumentException("%s has %d tokens, %s expects %d"
                        .formatted(
                                name,
                                vocabulary.size(),
                                backbone.name(),
                                backbone.text().vocabulary()));
            }
            return new ModelText(
                    file, new ClipTokenizer(vocabulary), backbone.text().positions());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the vocabulary " + name, e);
        }
    }

    byte[] file() {
        return file;
    }

    /** Returns the padded ids of each class's sentences. */
    List<List<int[]>> prompts(List<String> classNames, PromptTemplates templates) {
        return classNames.stream().map(name -> ids(templates.about(name))).toList();
    }

    /**
     * Returns the padded ids of texts.
     *
     * @throws IllegalArgumentException if one is too long
     */
    List<int[]> ids(List<String> texts) {
        return texts.stream().map(text -> tokenizer.tokenize(text, length)).toList();
    }

    /** Returns the padded ids of captions; those too long lose words from the end. */
    List<int[]> captions(List<String> captions) {
        return captions.stream()
                .map(caption -> tokenizer.tokenize(CaptionShortener.shorten(caption, tokenizer, length), length))
                .toList();
    }
}
