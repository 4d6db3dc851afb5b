package io.github.lmclip.examples.cli.ablate;

import io.github.lmclip.core.StopSignal;
import io.github.lmclip.core.ablation.Ablation;
import io.github.lmclip.core.ablation.AblationReport;
import io.github.lmclip.core.ablation.LossComparison;
import io.github.lmclip.core.ablation.LossReport;
import io.github.lmclip.core.ablation.RateChoice;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.train.Uninterrupted;
import io.github.lmclip.examples.cli.options.ConfigurationOptions;
import io.github.lmclip.examples.cli.options.ExitStatuses;
import io.github.lmclip.examples.cli.options.JsonOption;
import io.github.lmclip.examples.cli.output.ChartFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lmclip ablate}: what each part of a recipe is worth, or another loss in its place. */
@Command(
        name = "ablate",
        header = "Train the recipe without each of its parts, or by other losses, from several seeds.",
        description = {
            "Train a configuration without each of its parts, or by other losses, from several seeds; print means,",
            "deviations and the differences to the full recipe. The same command again runs what is missing."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip ablate --config quickstart --seeds 5",
            "  lmclip ablate --only no-bal,no-sampler --csv parts.csv --chart parts.svg",
            "  lmclip ablate --only none --variant soft:loss.gammaNeg=4,loss.margin=0",
            "  lmclip ablate --losses all --config quickstart --seeds 5",
            "  lmclip ablate --finished     the table so far, while it runs or after a stop"
        },
        exitCodeList = {
            "0:all finished",
            "1:a run failed, or a fault of this program",
            "2:wrong words or data",
            "130:stopped by Ctrl-C: the same command goes on"
        })
public final class AblateCommand implements Callable<Integer> {

    @Mixin
    private ConfigurationOptions configuration;

    @Mixin
    private AblationOptions options;

    @Option(
            names = "--out",
            description = "The folder of results and runs (default: runs/ablation- or runs/losses- and the"
                    + " configuration's name).",
            paramLabel = "DIR")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--finished", description = "Show what is finished, and run nothing.")
    private boolean finished;

    @Option(names = "--csv", description = "Write the table to this file.", paramLabel = "FILE")
    private Optional<Path> csv = Optional.empty();

    @Option(names = "--chart", description = "Draw the differences to this file, .png or .svg.", paramLabel = "FILE")
    private Optional<Path> chart = Optional.empty();

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        chart.ifPresent(ChartFile::requireKnown);
        return options.isOfLosses() ? losses() : parts();
    }

    private int parts() {
        Ablation ablation = options.ablation(configuration.read());
        Path folder = folder("ablation");
        if (finished) {
            show(ablation.finished(folder), List.of());
            return 0;
        }
        try (StopSignal signal = new StopSignal();
                AblationProgress progress = new AblationProgress(options.score())) {
            AblationReport report = ablation.run(folder, progress, UnaryOperator.identity());
            progress.close();
            Uninterrupted.run(() -> show(report, List.of()));
            return status(List.of(report), folder);
        }
    }

    private int losses() {
        LossComparison comparison = options.comparison(configuration.read());
        Path folder = folder("losses");
        if (finished) {
            show(comparison.finished(folder));
            return 0;
        }
        try (StopSignal signal = new StopSignal();
                AblationProgress progress = new AblationProgress(options.score())) {
            LossReport report = comparison.run(folder, progress, UnaryOperator.identity());
            progress.close();
            Uninterrupted.run(() -> show(report));
            return status(
                    Stream.of(report.sweep(), report.comparison())
                            .flatMap(Optional::stream)
                            .toList(),
                    folder);
        }
    }

    private void show(LossReport report) {
        System.out.print(RateTable.of(report));
        report.comparison().ifPresent(found -> show(found, report.choices()));
    }

    private Path folder(String kind) {
        return out.orElseGet(() -> Path.of("runs", kind + "-" + configuration.name()));
    }

    private void show(AblationReport report, List<RateChoice> rates) {
        ScoreKind score = options.score();
        System.out.print(new AblationTable(report, score).text());
        csv.ifPresent(file -> AblationCsv.write(report, score, file));
        json.write(() -> AblationJson.of(report, score, rates));
        chart.ifPresent(file -> ChartFile.write(AblationChart.of(report, score), file));
    }

    private static int status(List<AblationReport> reports, Path folder) {
        if (Thread.currentThread().isInterrupted()) {
            System.err.printf("Stopped; what is finished is in %s. The same command goes on.%n", folder);
            return ExitStatuses.STOPPED;
        }
        reports.stream()
                .flatMap(report -> report.failures().stream())
                .forEach(failure -> System.err.printf(
                        "%s, seed %d failed: %s%n", failure.variant(), failure.seed(), failure.reason()));
        return reports.stream().allMatch(report -> report.failures().isEmpty()) ? 0 : ExitStatuses.FAULT;
    }
}
