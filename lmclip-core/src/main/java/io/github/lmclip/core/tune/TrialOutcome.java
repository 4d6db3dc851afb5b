package io.github.lmclip.core.tune;

/** How a piece of a trial's training ended. */
public sealed interface TrialOutcome {

    /** It came to its rung. */
    record Measured(RungResult result) implements TrialOutcome {}

    /**
     * The loss is no longer a number, which says enough about the point.
     *
     * @param how the message
     */
    record Diverged(String how) implements TrialOutcome {}

    /** It was asked to stop, and its state is saved. */
    record Stopped() implements TrialOutcome {}
}
