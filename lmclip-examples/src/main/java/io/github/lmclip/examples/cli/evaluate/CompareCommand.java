package io.github.lmclip.examples.cli.evaluate;

import io.github.lmclip.core.RunCheckpoint;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.report.ComparedModel;
import io.github.lmclip.core.report.Comparison;
import io.github.lmclip.examples.cli.options.CheckpointName;
import io.github.lmclip.examples.cli.options.JsonOption;
import io.github.lmclip.examples.cli.output.TableFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lmclip compare}: models beside the first one, on the same pictures. */
@Command(
        name = "compare",
        header = "Set models beside the first one, on the same pictures.",
        description = {
            "Set models beside the first one, of runs or of predictions that lmclip test --save wrote of the same pictures:",
            "each one's mAP with its interval, the differences with theirs, and how likely chance alone would do as much.",
            "Runs that differ in nothing but the seed are one thing, with mean and deviation over its seeds; so are models",
            "that are given the same NAME. What is inside the noise is said."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip compare zero-shot.csv fine-tuned.csv",
            "  lmclip compare runs/bal-0 runs/bal-1 runs/asl-0 runs/asl-1 --checkpoint last --page comparison.html",
            "  lmclip compare bal=seed0.csv bal=seed1.csv asl=other0.csv asl=other1.csv --format markdown"
        })
public final class CompareCommand implements Callable<Integer> {

    @Parameters(
            arity = "2..*",
            paramLabel = "[NAME=]RUN|FILE",
            description = "A run's folder or saved predictions; the first is the baseline.")
    private List<String> places;

    @Mixin
    private IntervalOptions intervals;

    @Option(
            names = "--checkpoint",
            description = "Of runs: best_total, best_tail or last (default: ${DEFAULT-VALUE}).",
            paramLabel = "NAME",
            defaultValue = "best_total",
            converter = CheckpointName.class)
    private RunCheckpoint checkpoint;

    @Option(
            names = "--score",
            description = "softmax or raw (default: ${DEFAULT-VALUE}).",
            paramLabel = "softmax|raw",
            defaultValue = "softmax")
    private ScoreKind score;

    @Option(
            names = "--format",
            description = "text, markdown or latex (default: ${DEFAULT-VALUE}).",
            paramLabel = "FORMAT",
            defaultValue = "text")
    private TableFormat format;

    @Option(names = "--page", description = "Write an HTML page with curves to this file too.", paramLabel = "FILE")
    private Optional<Path> page = Optional.empty();

    @Option(
            names = "--images",
            description = "The folder of the runs' images (default: as it was).",
            paramLabel = "DIR")
    private Optional<Path> images = Optional.empty();

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        Comparison found = Comparison.of(places.stream().map(this::model).toList(), score, intervals.bootstrap());
        System.out.print(ComparisonTable.of(found, format));
        page.ifPresent(file -> {
            found.write(file);
            System.out.println(file);
        });
        json.write(() -> ComparisonJson.of(found));
        return 0;
    }

    private ComparedModel model(String place) {
        int sign = place.indexOf('=');
        if (sign < 0 || Files.exists(Path.of(place))) {
            return read(Path.of(place));
        }
        return read(Path.of(place.substring(sign + 1))).of(place.substring(0, sign));
    }

    private ComparedModel read(Path place) {
        if (!Files.exists(place)) {
            throw new IllegalArgumentException(
                    "%s: no such file or folder, expected a run or saved predictions".formatted(place));
        }
        return Files.isDirectory(place) ? ComparedModel.ofRun(place, checkpoint, images) : ComparedModel.ofFile(place);
    }
}
