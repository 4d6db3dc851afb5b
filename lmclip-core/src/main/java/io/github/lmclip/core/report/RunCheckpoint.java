package io.github.lmclip.core.report;

import io.github.lmclip.core.train.TrainingOptions;
import java.nio.file.Path;

/** Which of a run's models is meant. */
public enum RunCheckpoint {
    /** That of the epoch with the highest mAP. */
    BEST_TOTAL("best_valid_mAP", "the epoch of the best mAP"),
    /** That of the epoch with the highest mAP of the tail. */
    BEST_TAIL("best_valid_mAP_tail", "the epoch of the best mAP of the tail"),
    /** That of the last epoch. */
    LAST("last", "the last epoch");

    private final String file;
    private final String reason;

    RunCheckpoint(String file, String reason) {
        this.file = file;
        this.reason = reason;
    }

    /** Returns the model's file in a run's folder. */
    public Path in(Path run) {
        return run.resolve(file + ".safetensors");
    }

    /** Returns how it was chosen, in words. */
    public String reason() {
        return this == LAST ? reason : reason + " on the split that the run chose by";
    }

    /** Returns how it was chosen, in words, by a run of these options. */
    public String reason(TrainingOptions training) {
        if (this == LAST) {
            return reason + ": chosen by nothing";
        }
        return training.holdout().isPresent()
                ? reason + " on the part of the training split that was held out"
                : reason + " on the test split itself, as published: its score there is too good";
    }
}
