package io.github.lmclip.examples.cli.evaluate;

import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.examples.cli.options.MeanOption;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** By what, and on which pictures, one of several models is chosen. */
public final class ChoiceOptions {

    @Option(
            names = "--by",
            description = "total, head, medium or tail: the mAP to choose by (default: ${DEFAULT-VALUE}).",
            paramLabel = "MEAN",
            defaultValue = "total")
    private MeanOption by;

    @Option(
            names = "--validation",
            description = "Choose on these pictures: a file or folder of any format, with the run's classes.",
            paramLabel = "DATA")
    private Optional<String> validation = Optional.empty();

    @Option(names = "--holdout", description = "Choose on the part that the run held out (the key training.holdout).")
    private boolean holdout;

    @Option(
            names = "--images",
            description = "The folder of the run's images (default: as it was).",
            paramLabel = "DIR")
    private Optional<String> images = Optional.empty();

    public MeanOption by() {
        return by;
    }

    /** Returns a run's configuration, with the images where they are now. */
    public Configuration configuration(Path run) {
        Configuration kept = Configuration.ofRun(run);
        return images.map(folder -> kept.with("data.images", folder)).orElse(kept);
    }

    /** Returns the pictures to choose on, if some were named. */
    public Optional<LongTailDataset> heldOut(RunData data) {
        if (holdout && validation.isPresent()) {
            throw new IllegalArgumentException("say --holdout or --validation, not both");
        }
        return holdout ? Optional.of(data.heldOut()) : validation.map(data::validation);
    }
}
