package io.github.lmclip.core.ablation;

import io.github.lmclip.data.DatasetSource;
import java.util.function.UnaryOperator;

/** The pictures that mAP is measured on. */
public enum MeasuredOn {
    /** The test split: for results, never for choices. */
    TEST("test split", UnaryOperator.identity()),
    /** Pictures of the training split that training goes without; of the drawn set, pictures of neither split. */
    HELD_OUT("held-out pictures", HeldOut::new);

    private final String words;
    private final UnaryOperator<DatasetSource> source;

    MeasuredOn(String words, UnaryOperator<DatasetSource> source) {
        this.words = words;
        this.source = source;
    }

    /** Returns what tables call them. */
    public String words() {
        return words;
    }

    /** Returns a dataset whose test split they are. */
    DatasetSource of(DatasetSource dataset) {
        return source.apply(dataset);
    }
}
