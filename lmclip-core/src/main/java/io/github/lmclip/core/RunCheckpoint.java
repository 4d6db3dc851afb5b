package io.github.lmclip.core;

import io.github.lmclip.core.train.SelectionSplit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

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

    /**
     * Returns the model's file in a run's folder, which is there.
     *
     * @throws IllegalArgumentException if there is no such folder, or the run has not written this model
     */
    public Path existingIn(Path run) {
        Path model = in(run);
        if (Files.isRegularFile(model)) {
            return model;
        }
        if (!Files.exists(run)) {
            throw new IllegalArgumentException("%s: no such folder, expected that of a run".formatted(run));
        }
        if (!Files.isRegularFile(LAST.in(run))) {
            throw new IllegalArgumentException(
                    "%s: no epoch of a run is finished here, so there is no %s".formatted(run, model.getFileName()));
        }
        throw new IllegalArgumentException(
                "%s: the run has a model of its last epoch, but no %s: no epoch was measured, or none had a mAP above 0"
                        .formatted(run, model.getFileName()));
    }

    /** Returns the one of a name, such as {@code best_total}, or of its file, such as {@code best_valid_mAP}. */
    public static Optional<RunCheckpoint> named(String word) {
        return Arrays.stream(values())
                .filter(each -> each.name().equalsIgnoreCase(word) || word.equals(each.file))
                .findFirst();
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
