package io.github.lmclip.core.report;

import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.RunCheckpoint;
import io.github.lmclip.core.RunMetrics;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.eval.Predictions;
import io.github.lmclip.core.eval.PredictionsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * One of the models of a comparison.
 *
 * @param name what it is called, unlike the others
 * @param thing what it is one seed of: models of the same text are seeds of one thing
 * @param choice how it came to be the one that is compared, in words
 * @param seed it was trained with, where that is known
 * @param predictions of the pictures to compare by
 * @param metrics of its run, where there is one
 */
public record ComparedModel(
        String name,
        String thing,
        String choice,
        OptionalLong seed,
        Predictions predictions,
        Optional<RunMetrics> metrics) {

    /** What does not make another thing of a run. */
    private static final List<String> NO_DIFFERENCE = List.of("training.seed", "machine.", "loading.", "watch.");

    /** Checks that all is there. */
    public ComparedModel {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(thing, "thing");
        Objects.requireNonNull(choice, "choice");
        Objects.requireNonNull(predictions, "predictions");
    }

    /**
     * Reads saved predictions, which are a thing of their own.
     *
     * @throws io.github.lmclip.data.DatasetException if the file is broken
     */
    public static ComparedModel ofFile(Path file) {
        String name = file.toString();
        return new ComparedModel(
                name,
                name,
                "saved predictions, whose file does not say of which epoch",
                OptionalLong.empty(),
                PredictionsFile.read(file),
                Optional.empty());
    }

    /**
     * Takes a run's model; its predictions are measured, or read from the run's folder {@code report}. Runs whose
     * configurations differ in nothing but the seed and the machine are one thing.
     *
     * @param run its folder
     * @param checkpoint which model
     * @param images the folder of its images where it has moved
     */
    public static ComparedModel ofRun(Path run, RunCheckpoint checkpoint, Optional<Path> images) {
        UnaryOperator<LmClipBuilder> nothing = UnaryOperator.identity();
        RunResults results = new RunResults(run, images, false, nothing);
        Configuration configuration = results.configuration();
        SortedMap<String, String> decisive = new TreeMap<>(configuration.values());
        decisive.keySet().removeIf(key -> NO_DIFFERENCE.stream().anyMatch(key::startsWith));
        return new ComparedModel(
                run.toString(),
                decisive.toString(),
                checkpoint.choice(run),
                OptionalLong.of(configuration.training().seed()),
                results.test(checkpoint),
                Optional.of(RunMetrics.read(run)));
    }

    /** Returns this model as one seed of a thing of this name. */
    public ComparedModel of(String other) {
        return new ComparedModel(name, other, choice, seed, predictions, metrics);
    }
}
