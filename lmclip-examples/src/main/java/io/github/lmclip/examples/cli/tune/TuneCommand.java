package io.github.lmclip.examples.cli.tune;

import io.github.lmclip.core.StopSignal;
import io.github.lmclip.core.train.Uninterrupted;
import io.github.lmclip.core.tune.TrialProcesses;
import io.github.lmclip.core.tune.TuneReport;
import io.github.lmclip.core.tune.Tuning;
import io.github.lmclip.examples.cli.options.ConfigurationOptions;
import io.github.lmclip.examples.cli.options.ExitStatuses;
import io.github.lmclip.examples.cli.options.JsonOption;
import io.github.lmclip.examples.cli.output.ChartFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lmclip tune}: the values of a configuration that train best. */
@Command(
        name = "tune",
        description = {
            "Search for the values of a configuration that train best.",
            "They are chosen by mAP on held-out training pictures, never on the test split. The same command again goes on",
            "where the search was stopped or killed."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip tune --config quickstart --space quickstart --trials 30",
            "  lmclip tune --config voc_mlt_rn50 --images VOC --space space.conf --objective tail --workers 1",
            "  lmclip tune --space space.conf --sampler random --rungs 1 --json result.json",
            "  lmclip tune --space space.conf --finished     the table so far, while it runs or after a stop",
            "",
            "A search space, a line for each key:",
            "  training.learningRate = { from = 1e-6, to = 1e-3, scale = log }",
            "  loss.gammaNeg = { from = 0, to = 16, step = 1 }",
            "  training.sampler = [class-aware, shuffled]"
        },
        exitCodeList = {
            "0:all finished",
            "1:a trial failed, or a fault of this program",
            "2:wrong words or data",
            "130:stopped by Ctrl-C: the same command goes on"
        })
public final class TuneCommand implements Callable<Integer> {

    @Mixin
    private ConfigurationOptions configuration;

    @Mixin
    private TuneOptions options;

    @Option(
            names = "--out",
            description = {
                "The folder of trials and results: best.conf, trials.csv, history.svg and,",
                "from four trials on, importance.svg",
                "(default: runs/tune- and the configuration's name)."
            },
            paramLabel = "DIR")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--finished", description = "Show what is finished, and train nothing.")
    private boolean finished;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        Tuning tuning = options.tuning(configuration.read());
        Path folder = out.orElseGet(() -> Path.of("runs", ConfigurationOptions.SEARCH + configuration.name()));
        if (finished) {
            show(tuning.finished(folder), folder);
            return 0;
        }
        try (StopSignal signal = new StopSignal();
                TuneProgress progress = new TuneProgress(tuning)) {
            TuneReport report = tuning.run(folder, progress, new TrialProcesses());
            progress.close();
            Uninterrupted.run(() -> show(report, folder));
            return status(report, folder);
        }
    }

    private void show(TuneReport report, Path folder) {
        System.out.print(TuneTable.of(report));
        json.write(() -> TuneJson.of(report));
        if (report.best().isEmpty() || !Files.isDirectory(folder)) {
            return;
        }
        TuneCsv.write(report, folder.resolve("trials.csv"));
        ChartFile.write(HistoryChart.of(report), folder.resolve("history.svg"));
        if (!report.importance().isEmpty()) {
            ChartFile.write(ImportanceChart.of(report), folder.resolve("importance.svg"));
        }
        System.out.printf(
                "Train it on all training pictures: lmclip train --config %s%n", folder.resolve(TuneReport.BEST));
    }

    private static int status(TuneReport report, Path folder) {
        if (Thread.currentThread().isInterrupted()) {
            System.err.printf("Stopped; what is finished is in %s. The same command goes on.%n", folder);
            return ExitStatuses.STOPPED;
        }
        report.failures()
                .forEach(failure -> System.err.printf("trial %d failed: %s%n", failure.trial(), failure.reason()));
        return report.failures().isEmpty() ? ExitStatuses.DONE : ExitStatuses.FAULT;
    }
}
