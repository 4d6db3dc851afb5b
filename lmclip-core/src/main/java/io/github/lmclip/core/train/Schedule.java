package io.github.lmclip.core.train;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;

/**
 * How the learning rate changes over a run.
 *
 * @param kind its course after the warm-up
 * @param warmupUpdates updates over which the rate rises in equal steps from 0, which none of them has, to its course; 0
 *     for none
 */
@RecordBuilder
@RecordBuilder.Options(suffix = "Copies")
public record Schedule(Kind kind, int warmupUpdates) implements ScheduleCopies.With {

    /** The course of the rate. */
    public enum Kind {
        /** Half a cosine to 0 that moves once per epoch, as published; a warm-up covers its beginning. */
        COSINE_PER_EPOCH,
        /** Half a cosine to 0 that begins after the warm-up and moves with every update. */
        COSINE_PER_STEP,
        /** No change. */
        CONSTANT
    }

    /** Checks the ranges. */
    public Schedule {
        Objects.requireNonNull(kind, "kind");
        if (warmupUpdates < 0) {
            throw new IllegalArgumentException("warmupUpdates must be >= 0, got " + warmupUpdates);
        }
    }

    /** Returns the published schedule. */
    public static Schedule defaults() {
        return new Schedule(Kind.COSINE_PER_EPOCH, 0);
    }
}
