package io.github.lmclip.core.train;

import io.github.lmclip.core.engine.Precision;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * How a step computes what it computes. {@link #defaults()} is the published step.
 *
 * @param microBatch the most pictures that are computed at once, at least 1; absent: the whole batch. The gradient is that
 *     of the whole batch but for rounding; memory is that of one part, and towers are computed forward twice
 * @param labelRefresh steps between two computations of the labels' text features, at least 1; every epoch begins with
 *     one. Between them the features stay as they are, and no gradient goes to the text tower through labels
 * @param reuseFrozen whether features of a frozen tower are computed once and kept, where chance does nothing to pictures
 *     but to flip them
 * @param precision what products are computed in; float32 as published
 * @param checkpointing whether the inside of each block is computed a second time instead of being kept: less memory, more
 *     time, the same bits
 * @param labels what pictures are compared with to tell classes
 */
@RecordBuilder
@RecordBuilder.Options(suffix = "Copies")
public record StepOptions(
        OptionalInt microBatch,
        int labelRefresh,
        boolean reuseFrozen,
        Precision precision,
        boolean checkpointing,
        Labels labels)
        implements StepOptionsCopies.With {

    /** What pictures are compared with to tell classes. */
    public enum Labels {
        /** The text features of the class prompts, as published. */
        PROMPTS,
        /** A trained vector for each class, which starts as the text feature of its prompt; the network keeps it. */
        TRAINED
    }

    /** Checks the ranges. */
    public StepOptions {
        Objects.requireNonNull(microBatch, "microBatch");
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(labels, "labels");
        if (microBatch.isPresent() && microBatch.getAsInt() < 1) {
            throw new IllegalArgumentException("microBatch must be >= 1, got " + microBatch.getAsInt());
        }
        if (labelRefresh < 1) {
            throw new IllegalArgumentException("labelRefresh must be >= 1, got " + labelRefresh);
        }
    }

    /** Returns the published step: whole batches, and labels from their prompts in every step. */
    public static StepOptions defaults() {
        return new StepOptions(OptionalInt.empty(), 1, true, Precision.FP32, false, Labels.PROMPTS);
    }

    /** Returns in how many parts a batch is computed. */
    int parts(int batchSize) {
        return microBatch.isEmpty() ? 1 : (batchSize + microBatch.getAsInt() - 1) / microBatch.getAsInt();
    }
}
