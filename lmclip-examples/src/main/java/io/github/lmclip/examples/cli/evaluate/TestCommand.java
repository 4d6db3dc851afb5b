package io.github.lmclip.examples.cli.evaluate;

import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.eval.Assessment;
import io.github.lmclip.core.eval.Bootstrap;
import io.github.lmclip.core.eval.Predictions;
import io.github.lmclip.core.eval.PredictionsFile;
import io.github.lmclip.core.eval.Scan;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.examples.cli.options.ConfigurationOptions;
import io.github.lmclip.examples.cli.options.DownloadOptions;
import io.github.lmclip.examples.cli.options.JsonOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lmclip test}: the published tables of a model, and what they lack. */
@Command(
        name = "test",
        header = "Measure a checkpoint, the pre-trained model or saved predictions on the test split.",
        description = {
            "Measure a model on the test split: mAP and AUROC in total and by group with intervals, on pictures of one and",
            "of several labels, class distances, decisions at thresholds fitted on the training split, reliability."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip test --config quickstart --checkpoint last",
            "  lmclip test --config voc_mlt_rn50 --zero-shot --score raw",
            "  lmclip test --config voc_mlt_rn50 --checkpoint best_valid_mAP.pt     of the published code",
            "  lmclip test --config quickstart --save predictions.csv",
            "  lmclip test --config quickstart --map map.csv --map map.svg",
            "  lmclip test --from predictions.csv --json tables.json"
        })
public final class TestCommand implements Callable<Integer> {

    @Mixin
    private ConfigurationOptions configuration;

    @Mixin
    private DownloadOptions downloads;

    @Mixin
    private IntervalOptions intervals;

    @Option(
            names = "--run",
            description = "The run's folder (default: runs/ and the configuration's name).",
            paramLabel = "DIR")
    private Optional<Path> run = Optional.empty();

    @Option(
            names = "--checkpoint",
            description =
                    "best_total, best_tail, last, or a file of any kind that is read (default: ${DEFAULT-VALUE}).",
            paramLabel = "NAME|FILE",
            defaultValue = "best_total")
    private String checkpoint;

    @Option(names = "--zero-shot", description = "Measure the pre-trained model as it is.")
    private boolean zeroShot;

    @Option(
            names = "--score",
            description =
                    "What AP ranks pictures by: softmax, as published, or raw logits (default: ${DEFAULT-VALUE}).",
            paramLabel = "softmax|raw",
            defaultValue = "softmax")
    private ScoreKind score;

    @Option(names = "--no-fit", description = "Leave out what needs the training split: decisions and reliability.")
    private boolean noFit;

    @Option(names = "--from", description = "Measure saved predictions instead of a model.", paramLabel = "FILE")
    private Optional<Path> from = Optional.empty();

    @Option(
            names = "--fit-from",
            description = "Saved predictions to fit thresholds and probabilities on, with --from.",
            paramLabel = "FILE")
    private Optional<Path> fitFrom = Optional.empty();

    @Option(names = "--save", description = "Write scores and labels to this file.", paramLabel = "FILE")
    private Optional<Path> save = Optional.empty();

    @Option(names = "--save-fit", description = "Write those of the training split to this file.", paramLabel = "FILE")
    private Optional<Path> saveFit = Optional.empty();

    @Mixin
    private MapOptions map;

    @Mixin
    private JsonOption json;

    /** What is measured, and where it comes from. */
    private record Measured(
            Predictions predictions, Optional<Predictions> fitOn, Optional<Scan> scan, Provenance origin) {}

    @Override
    public Integer call() {
        map.requireKnown(from.isEmpty());
        Measured measured = from.map(this::read).orElseGet(this::run);
        save.ifPresent(file -> PredictionsFile.write(file, measured.predictions()));
        saveFit.ifPresent(file -> PredictionsFile.write(file, fit(measured)));
        Bootstrap bootstrap = intervals.bootstrap();
        Assessment found = Assessment.of(measured.predictions(), measured.fitOn(), score, bootstrap);
        System.out.print(AssessmentTable.of(found, measured.scan(), measured.origin(), bootstrap));
        map.write(measured.scan());
        json.write(() -> AssessmentJson.of(found, measured.scan(), measured.origin(), bootstrap));
        return 0;
    }

    private static Predictions fit(Measured measured) {
        return measured.fitOn()
                .orElseThrow(() -> new IllegalArgumentException("--save-fit has nothing to write with --no-fit"));
    }

    private Measured read(Path file) {
        return new Measured(
                PredictionsFile.read(file),
                fitFrom.map(PredictionsFile::read),
                Optional.empty(),
                new Provenance(file.toString(), "not known, scores were read from a file"));
    }

    private Measured run() {
        Configuration wanted = run.map(configuration::of).orElseGet(configuration::read);
        RunData data = new RunData(wanted);
        Supplier<LmClipBuilder> words = () -> downloads.apply(wanted.builder());
        CheckpointChoice.Chosen chosen = zeroShot
                ? new CheckpointChoice.Chosen(words.get().zeroShot(), new Provenance("zero-shot", "nothing was chosen"))
                : CheckpointChoice.open(checkpoint, run.orElseGet(() -> Path.of("runs", configuration.name())), words);
        try (LmClip model = chosen.model()) {
            Scan test = model.scan(data.test());
            Optional<Predictions> fitOn = noFit
                    ? Optional.empty()
                    : Optional.of(model.scan(data.training()).predictions());
            return new Measured(test.predictions(), fitOn, Optional.of(test), chosen.provenance());
        }
    }
}
