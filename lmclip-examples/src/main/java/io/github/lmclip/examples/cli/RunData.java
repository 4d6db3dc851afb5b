package io.github.lmclip.examples.cli;

import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.formats.ReadOptions;
import io.github.lmclip.data.inspect.LabelledData;
import io.github.lmclip.data.split.StratifiedSplit;
import java.nio.file.Path;
import java.util.Optional;

/** The pictures of a run, found by its configuration. */
final class RunData {

    private final DatasetSource source;
    private final Path images;
    private final TrainingOptions training;

    RunData(Configuration run) {
        training = run.training();
        source = run.data().open();
        images = run.data().images().map(Path::of).orElseGet(source::defaultImages);
    }

    LongTailDataset training() {
        return source.read(Split.TRAIN, images);
    }

    LongTailDataset test() {
        return source.read(Split.TEST, images);
    }

    /**
     * Returns the part of the training split that the run did not train on.
     *
     * @throws IllegalArgumentException if it trained on all of it
     */
    LongTailDataset heldOut() {
        double share = training.holdout()
                .orElseThrow(
                        () -> new IllegalArgumentException("--holdout: the run held nothing out; train with --holdout"
                                + " 0.2, or name other pictures by --validation"));
        return new StratifiedSplit(share, training.seed()).of(training()).test();
    }

    /** Returns pictures that the command line names: all in the file or folder, with the run's classes. */
    LongTailDataset validation(String place) {
        ReadOptions options = new ReadOptions(Optional.empty(), Optional.of(source.classNames()), false);
        return LabelledData.read(place, Optional.empty(), options).train();
    }
}
