package io.github.lmclip.core.train;

import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.GroupMeans;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Objects;

/**
 * Ends a run that no longer gets better.
 *
 * @param patience evaluations in a row without a new best that are waited for, at least 1
 * @param measure what must get better
 */
@RecordBuilder
@RecordBuilder.Options(suffix = "Copies")
public record EarlyStopping(int patience, Measure measure) implements EarlyStoppingCopies.With {

    /** A mean of average precisions, by softmax. */
    public enum Measure {
        /** Of all classes. */
        TOTAL,
        /** Of the tail's classes. */
        TAIL
    }

    /** Checks the ranges. */
    public EarlyStopping {
        Objects.requireNonNull(measure, "measure");
        if (patience < 1) {
            throw new IllegalArgumentException("patience must be >= 1, got " + patience);
        }
    }

    /** Returns a patience of five evaluations on all classes. */
    public static EarlyStopping defaults() {
        return new EarlyStopping(5, Measure.TOTAL);
    }

    /**
     * Returns how the run stands after an epoch.
     *
     * @param evaluations by softmax first; empty where the epoch was not measured
     * @throws IllegalArgumentException if the measure is undefined on these classes
     */
    BestSoFar after(BestSoFar before, List<Evaluation> evaluations) {
        if (evaluations.isEmpty()) {
            return before;
        }
        GroupMeans means = evaluations.get(0).meanAveragePrecision();
        double score =
                switch (measure) {
                    case TOTAL -> means.total();
                    case TAIL -> means.tail();
                };
        if (Double.isNaN(score)) {
            throw new IllegalArgumentException(
                    "earlyStopping.measure must be defined on the classes, got %s, of which there are none"
                            .formatted(measure));
        }
        return score > before.score() ? new BestSoFar(score, 0) : new BestSoFar(before.score(), before.since() + 1);
    }

    /** Returns whether the run is over. */
    boolean ends(BestSoFar best) {
        return best.since() >= patience;
    }
}
