package io.github.lmclip.core;

import io.github.lmclip.core.train.SelectionSplit;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which of a run's models is meant. */
public enum RunCheckpoint {
    /** That of the epoch with the highest mAP. */
    BEST_TOTAL("best_valid_mAP", "the epoch of the best mAP on %s"),
    /** That of the epoch with the highest mAP of the tail. */
    BEST_TAIL("best_valid_mAP_tail", "the epoch of the best mAP of the tail on %s"),
    /** That of the last epoch. */
    LAST("last", "the last epoch");

    private static final String UNKNOWN = "a split that its folder does not name";

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

    /** Returns how it was chosen by the run of a folder, in words. */
    public String choice(Path run) {
        boolean measured = Files.isRegularFile(run.resolve(MetricsFile.NAME));
        return reason.formatted(
                measured
                        ? RunMetrics.read(run)
                                .split()
                                .map(SelectionSplit::description)
                                .orElse(UNKNOWN)
                        : UNKNOWN);
    }
}
