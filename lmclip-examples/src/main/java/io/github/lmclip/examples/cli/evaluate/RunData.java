package io.github.lmclip.examples.cli.evaluate;

import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.formats.ReadOptions;
import io.github.lmclip.data.inspect.LabelledData;
import io.github.lmclip.data.split.StratifiedSplit;
import java.util.Optional;

/** The pictures of a run, found by its configuration. */
public final class RunData {

    private final Configuration run;

    public RunData(Configuration run) {
        this.run = run;
    }

    public LongTailDataset training() {
        return run.split(Split.TRAIN);
    }

    public LongTailDataset test() {
        return run.split(Split.TEST);
    }

    /**
     * Returns the part of the training split that the run did not train on.
     *
     * @throws IllegalArgumentException if it trained on all of it
     */
    public LongTailDataset heldOut() {
        TrainingOptions options = run.training();
        double share = options.holdout()
                .orElseThrow(
                        () -> new IllegalArgumentException("--holdout: the run held nothing out; train with --holdout"
                                + " 0.2, or name other pictures by --validation"));
        return new StratifiedSplit(share, options.seed()).of(training()).test();
    }

    /** Returns pictures that the command line names: all in the file or folder, with the run's classes. */
    public LongTailDataset validation(String place) {
        ReadOptions options =
                new ReadOptions(Optional.empty(), Optional.of(run.data().open().classNames()), false);
        return LabelledData.read(place, Optional.empty(), options).train();
    }
}
