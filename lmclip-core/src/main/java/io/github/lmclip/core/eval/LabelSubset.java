package io.github.lmclip.core.eval;

import java.util.Optional;
import java.util.stream.IntStream;

/** The pictures that a table is about, by how many classes they show; the published evaluation has a table for each. */
public enum LabelSubset {
    /** Every picture. */
    ALL,
    /** Those that show one class. */
    SINGLE,
    /** Those that show two classes or more. */
    MULTI;

    /** Returns whether a picture of so many classes belongs to it. */
    boolean holds(int labels) {
        return switch (this) {
            case ALL -> true;
            case SINGLE -> labels == 1;
            case MULTI -> labels > 1;
        };
    }

    /** Returns the predictions for these pictures; empty where there are none. */
    public Optional<Predictions> of(Predictions all) {
        boolean any = IntStream.range(0, all.size()).anyMatch(image -> holds(all.labels(image)));
        return any ? Optional.of(all.only(image -> holds(all.labels(image)))) : Optional.empty();
    }
}
