package io.github.lmclip.core.train;

import java.util.Arrays;

/** On which pictures a run measures its epochs, and so chooses its best models. */
public enum SelectionSplit {
    /** The test split, as published, where its name is "valid": the best epoch's mAP on it is too good. */
    TEST("test", "the test split itself"),
    /** A stratified part of the training split that is not trained on, see {@link TrainingOptions#holdout}. */
    HELD_OUT("held-out", "a held-out part of the training split");

    private final String word;
    private final String description;

    SelectionSplit(String word, String description) {
        this.word = word;
        this.description = description;
    }

    /** Returns its name in a run's files. */
    public String word() {
        return word;
    }

    /** Returns what it is, to stand behind "on". */
    public String description() {
        return description;
    }

    /**
     * Returns the one of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static SelectionSplit of(String word) {
        return Arrays.stream(values())
                .filter(split -> split.word.equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("a split is test or held-out, got \"%s\"".formatted(word)));
    }
}
