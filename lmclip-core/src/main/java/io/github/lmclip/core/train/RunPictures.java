package io.github.lmclip.core.train;

import io.github.lmclip.data.DatasetSource;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.inspect.ClassDoubts;
import io.github.lmclip.data.inspect.Finding;
import io.github.lmclip.data.split.SplitSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run trains on, and what its epochs are evaluated on.
 *
 * @param training how many pictures it trains on
 * @param classes of them
 * @param evaluated how many pictures it is evaluated on
 * @param origin where those come from, in words
 * @param doubts sentences on classes that may be none, see {@link ClassDoubts}
 */
public record RunPictures(int training, int classes, int evaluated, String origin, List<String> doubts) {

    /** Checks that there are words. */
    public RunPictures {
        Objects.requireNonNull(origin, "origin");
        doubts = List.copyOf(doubts);
    }

    /** Counts the pictures of a run. */
    public static RunPictures of(
            DatasetSource source, TrainingOptions options, LongTailDataset training, LongTailDataset evaluated) {
        return new RunPictures(
                training.size(),
                training.classNames().size(),
                evaluated.size(),
                origin(source, options),
                ClassDoubts.of(training, Optional.of(evaluated)).stream()
                        .map(Finding::message)
                        .toList());
    }

    private static String origin(DatasetSource source, TrainingOptions options) {
        if (options.holdout().isPresent()) {
            double share = options.holdout().getAsDouble();
            return "a share of %s held out of the training pictures (training.holdout)".formatted(share);
        }
        if (source.isHeldOut()) {
            return "held out to choose by";
        }
        return source instanceof SplitSource parted
                ? "a share of %s split off (data.testShare)"
                        .formatted(parted.split().testShare())
                : "the test split";
    }

    /** Returns all of it but the doubts as one clause. */
    public String words() {
        return "%,d pictures of %,d classes to train on; %,d to evaluate on, %s"
                .formatted(training, classes, evaluated, origin);
    }
}
