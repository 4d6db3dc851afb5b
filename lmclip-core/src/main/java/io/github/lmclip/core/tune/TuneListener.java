package io.github.lmclip.core.tune;

/** Watches a search from outside. */
public interface TuneListener {

    /** Nobody. */
    TuneListener NOBODY = new TuneListener() {};

    /** Called before the first trial, with how many are trained at once. */
    default void onBegin(int workers) {}

    /**
     * Called before a trial is trained to its next rung.
     *
     * @param trial as it stands
     * @param epochs to have behind then
     */
    default void onStart(Trial trial, int epochs) {}

    /** Called after each step, in the thread of that trial. */
    default void onStep(int trial, TrialStep step) {}

    /** Called after a rung, and when a trial has diverged. */
    default void onResult(Trial trial) {}

    /** Called after a trial that went wrong. */
    default void onFailure(TrialFailure failure) {}
}
