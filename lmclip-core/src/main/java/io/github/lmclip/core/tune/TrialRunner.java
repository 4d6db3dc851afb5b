package io.github.lmclip.core.tune;

import java.util.function.Consumer;

/** Trains trials; several threads may call it at once. */
public interface TrialRunner {

    /**
     * Trains a trial from where it stands to its rung, bit for bit as in one piece.
     *
     * @param steps is told of every step
     * @throws RuntimeException if it goes wrong otherwise than by diverging
     */
    TrialOutcome run(TrialJob job, Consumer<TrialStep> steps);

    /** Asks all that is trained to stop after the step at hand, its state saved. */
    void stop();
}
