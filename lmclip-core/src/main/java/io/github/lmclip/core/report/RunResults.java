package io.github.lmclip.core.report;

import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.RunCheckpoint;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.eval.EmbeddingMap;
import io.github.lmclip.core.eval.EmbeddingMapFile;
import io.github.lmclip.core.eval.Predictions;
import io.github.lmclip.core.eval.PredictionsFile;
import io.github.lmclip.core.eval.Scan;
import io.github.lmclip.core.eval.Tsne;
import io.github.lmclip.core.watch.SplitFacts;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.fetch.Checksum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What a run's models make of its pictures. What was measured once is kept in the run's folder, by the hash of the model and
 * of the list of pictures, and read from there.
 */
final class RunResults {

    private static final String FORM = ".csv";

    private final Path run;
    private final Configuration configuration;
    private final UnaryOperator<LmClipBuilder> more;
    private final KeptResults kept;
    private final LongTailDataset training;
    private final LongTailDataset test;

    /**
     * Opens a run's folder.
     *
     * @param images the folder of its images where it has moved
     * @param fresh whether to measure again
     * @param more what to say to the builder of the pre-trained model beside the configuration
     * @throws io.github.lmclip.core.config.ConfigurationException if the folder keeps no configuration
     */
    RunResults(Path run, Optional<Path> images, boolean fresh, UnaryOperator<LmClipBuilder> more) {
        this.run = run;
        this.more = more;
        Configuration own = Configuration.ofRun(run);
        configuration =
                images.map(folder -> own.with("data.images", folder.toString())).orElse(own);
        kept = new KeptResults(run.resolve("report"), fresh);
        training = configuration.split(Split.TRAIN);
        test = configuration.split(Split.TEST);
    }

    Configuration configuration() {
        return configuration;
    }

    LongTailDataset training() {
        return training;
    }

    LongTailDataset test() {
        return test;
    }

    /** Returns the predictions of one of the run's models for the test split. */
    Predictions test(RunCheckpoint checkpoint) {
        return predictions(checkpoint, "test", test);
    }

    /** Returns the predictions of one of the run's models for the whole training split. */
    Predictions training(RunCheckpoint checkpoint) {
        return predictions(checkpoint, "training", training);
    }

    private Predictions predictions(RunCheckpoint checkpoint, String word, LongTailDataset split) {
        String name = name(checkpoint) + "-" + word + FORM;
        String madeOf = madeOf(checkpoint, split);
        if (!kept.has(name, madeOf)) {
            try (LmClip model = open(checkpoint)) {
                Predictions found = model.scan(split).predictions();
                kept.keep(name, madeOf, file -> PredictionsFile.write(file, found));
                return found;
            }
        }
        return PredictionsFile.read(kept.file(name));
    }

    /** Returns where a model places the test pictures and the texts of the classes; the predictions come along. */
    EmbeddingMap map(RunCheckpoint checkpoint, Tsne tsne) {
        String name = name(checkpoint) + "-map" + FORM;
        String madeOf = madeOf(checkpoint, test) + ", " + tsne;
        if (!kept.has(name, madeOf)) {
            try (LmClip model = open(checkpoint)) {
                Scan scan = model.scan(test);
                kept.keep(
                        name(checkpoint) + "-test" + FORM,
                        madeOf(checkpoint, test),
                        file -> PredictionsFile.write(file, scan.predictions()));
                EmbeddingMap map = tsne.of(scan);
                kept.keep(name, madeOf, file -> EmbeddingMapFile.write(file, map, scan.predictions()));
                return map;
            }
        }
        return EmbeddingMapFile.read(kept.file(name));
    }

    /** Returns the predictions of the pre-trained model for the test split. */
    Predictions zeroShot() {
        String name = "zero-shot-test" + FORM;
        SortedMap<String, String> network = new TreeMap<>(configuration.values());
        network.keySet().removeIf(key -> !key.startsWith("network."));
        String madeOf = network + ", " + list(test);
        if (!kept.has(name, madeOf)) {
            try (LmClip model = more.apply(configuration.builder()).zeroShot()) {
                Predictions found = model.scan(test).predictions();
                kept.keep(name, madeOf, file -> PredictionsFile.write(file, found));
                return found;
            }
        }
        return PredictionsFile.read(kept.file(name));
    }

    private LmClip open(RunCheckpoint checkpoint) {
        return LmClip.load(checkpoint.existingIn(run));
    }

    private static String name(RunCheckpoint checkpoint) {
        return checkpoint.name().toLowerCase(Locale.ROOT);
    }

    private String madeOf(RunCheckpoint checkpoint, LongTailDataset split) {
        return "model %s, %s".formatted(sha256(checkpoint.existingIn(run)), list(split));
    }

    private String list(LongTailDataset split) {
        Path folder = configuration.imagesFolder();
        return "pictures " + SplitFacts.of(split, folder).sha256();
    }

    private static String sha256(Path file) {
        try {
            return Checksum.of(Checksum.Algorithm.SHA_256, file).hex();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
