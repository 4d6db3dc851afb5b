package io.github.lmclip.core.train;

import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.engine.AdamW;

/** What carries a run over a stop: network, optimizer and progress. */
public interface RunMemory {

    /** Remembers nothing. */
    RunMemory NONE = new RunMemory() {
        @Override
        public Progress recall(Clip clip, AdamW optimizer) {
            return Progress.startOf(1);
        }

        @Override
        public void keep(Clip clip, AdamW optimizer, Progress progress, boolean now) {
            // nothing is kept
        }
    };

    /**
     * Fills network and optimizer with what was kept last, if anything was, and returns how far the run had come.
     *
     * @param clip filled with the weights that the run starts from
     * @param optimizer with moments of zero
     */
    Progress recall(Clip clip, AdamW optimizer);

    /**
     * Keeps the state between two steps.
     *
     * @param progress how far the run has come
     * @param now whether it must be kept; otherwise whenever enough time has passed
     */
    void keep(Clip clip, AdamW optimizer, Progress progress, boolean now);
}
