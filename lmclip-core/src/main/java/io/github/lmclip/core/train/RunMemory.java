package io.github.lmclip.core.train;

/** What carries a run over a stop: its numbers and its progress. */
public interface RunMemory {

    /** Remembers nothing. */
    RunMemory NONE = new RunMemory() {
        @Override
        public Progress recall(RunState state) {
            return Progress.start();
        }

        @Override
        public void keep(RunState state, Progress progress, boolean now) {
            // nothing is kept
        }
    };

    /**
     * Fills a state with what was kept last, if anything was, and returns how far the run had come.
     *
     * @param state the beginning of the run
     */
    Progress recall(RunState state);

    /**
     * Keeps a state between two steps.
     *
     * @param state the run's numbers
     * @param progress how far the run has come
     * @param now whether it must be kept; otherwise whenever enough time has passed
     */
    void keep(RunState state, Progress progress, boolean now);

    /**
     * Returns whether the session at hand ends before an epoch, though the run is not over.
     *
     * @param epoch from 1
     */
    default boolean pausesBefore(int epoch) {
        return false;
    }
}
