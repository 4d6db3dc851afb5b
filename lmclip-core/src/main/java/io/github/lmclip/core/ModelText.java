package io.github.lmclip.core;

import io.github.lmclip.core.serve.Wording;
import io.github.lmclip.core.text.BpeVocabulary;
import io.github.lmclip.core.text.CaptionShortener;
import io.github.lmclip.core.text.ClipTokenizer;
import io.github.lmclip.data.PromptTemplates;
import java.util.List;

/** A model's way with words: its vocabulary and the longest sequence. */
final class ModelText {

    private final ClipTokenizer tokenizer;
    private final int length;

    private ModelText(ClipTokenizer tokenizer, int length) {
        this.tokenizer = tokenizer;
        this.length = length;
    }

    /**
     * Takes a vocabulary.
     *
     * @param name for messages
     * @throws IllegalArgumentException if it has another size than the backbone's
     */
    static ModelText of(String name, BpeVocabulary vocabulary, Backbone backbone) {
        if (vocabulary.size() != backbone.text().vocabulary()) {
            throw new IllegalArgumentException("%s has %d tokens, %s expects %d"
                    .formatted(
                            name,
                            vocabulary.size(),
                            backbone.name(),
                            backbone.text().vocabulary()));
        }
        return new ModelText(new ClipTokenizer(vocabulary), backbone.text().positions());
    }

    /** Returns the vocabulary as a file to save. */
    byte[] file() {
        return tokenizer.vocabulary().file();
    }

    /** Returns what a text encoder's file says about texts. */
    Wording wording() {
        return Wording.of(length, file());
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
