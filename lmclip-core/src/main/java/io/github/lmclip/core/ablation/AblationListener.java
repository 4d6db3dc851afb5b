package io.github.lmclip.core.ablation;

import io.github.lmclip.core.train.ProgressListener;

/** Watches an ablation from outside; called in the thread that trains. */
public interface AblationListener {

    /** Nobody. */
    AblationListener NOBODY = new AblationListener() {};

    /**
     * Called before a run.
     *
     * @param variant its name
     * @param seed of it
     * @param number of the run, from 1; those that were finished before count
     * @param runs how many there are
     * @return who watches its steps
     */
    default ProgressListener onStart(String variant, long seed, int number, int runs) {
        return new ProgressListener() {};
    }

    /** Called after a run. */
    default void onRun(AblationRun run) {}

    /** Called after a run that went wrong. */
    default void onFailure(AblationFailure failure) {}
}
