package io.github.lmclip.examples.cli.options;

import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.GroupMeans;
import java.util.Locale;

/** Which mAP a choice is made by. */
public enum MeanOption {
    TOTAL,
    HEAD,
    MEDIUM,
    TAIL;

    /** Returns the one of the four means that this names. */
    public GroupMeans.Part part() {
        return GroupMeans.Part.valueOf(name());
    }

    /**
     * Returns that mean, in [0, 1].
     *
     * @throws IllegalArgumentException if there is no class to take it over
     */
    public double of(Evaluation evaluation) {
        double mean = part().of(evaluation.meanAveragePrecision());
        if (Double.isNaN(mean)) {
            throw new IllegalArgumentException("there is no class in the group \"%s\" to choose by".formatted(this));
        }
        return mean;
    }

    /** Returns the word of the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
