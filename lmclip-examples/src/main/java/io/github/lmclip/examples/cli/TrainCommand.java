package io.github.lmclip.examples.cli;

import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.RunMetrics;
import io.github.lmclip.core.StopSignal;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.train.ChangedRunException;
import io.github.lmclip.examples.cli.evaluate.RunTable;
import io.github.lmclip.examples.cli.options.ConfigurationOptions;
import io.github.lmclip.examples.cli.options.DownloadOptions;
import io.github.lmclip.examples.cli.options.ExitStatuses;
import io.github.lmclip.examples.cli.options.JsonOption;
import io.github.lmclip.examples.cli.output.ConsoleProgress;
import io.github.lmclip.examples.cli.output.MemoryWarning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lmclip train}: one run, from its beginning or from where it was stopped. */
@Command(
        name = "train",
        header = "Fine-tune by a configuration; the same command goes on after a stop.",
        description = {
            "Fine-tune by a configuration. The same command again goes on where the run was stopped, and ends with the",
            "same bits as if it had not been."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip train --config quickstart",
            "  lmclip train --config voc_mlt_rn50 --images VOC --set loss.gammaNeg=8 --run runs/gamma8",
            "  lmclip train --set data.source=photos --set training.batchSize=8     pictures in a folder for each class",
            "  lmclip train --config mine.conf --restart",
            "  lmclip train --config coco_mlt_vitb16 --show     every key with its value"
        },
        exitCodeList = {
            "0:trained",
            "1:a fault of this program",
            "2:wrong words or data",
            "130:stopped by Ctrl-C, its state saved: the same command goes on"
        })
final class TrainCommand implements Callable<Integer> {

    @Mixin
    private ConfigurationOptions configuration;

    @Mixin
    private DownloadOptions downloads;

    @Option(
            names = "--run",
            description =
                    "The run's folder (default: runs/ and the name of the configuration, or of the pictures without one).",
            paramLabel = "DIR")
    private Optional<Path> run = Optional.empty();

    @Option(
            names = "--holdout",
            description = "Choose the best epochs on this share of the training pictures, a stratified part that is not"
                    + " trained on, instead of the test split (the key training.holdout).",
            paramLabel = "SHARE")
    private Optional<String> holdout = Optional.empty();

    @Option(names = "--restart", description = "Begin anew, and replace what the run's folder holds.")
    private boolean restart;

    @Option(names = "--accept-changes", description = "Go on although the run was begun with another configuration.")
    private boolean acceptChanges;

    @Option(names = "--show", description = "Print the configuration, and do nothing.")
    private boolean show;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        Configuration said = configuration.read();
        Configuration wanted =
                holdout.map(share -> said.with("training.holdout", share)).orElse(said);
        if (show) {
            System.out.print(wanted.text());
            json.write(wanted::values);
            return 0;
        }
        return train(wanted, run.orElseGet(() -> Path.of("runs", configuration.name())));
    }

    private int train(Configuration wanted, Path folder) {
        boolean begun = !restart && Files.isDirectory(folder.resolve("state"));
        LmClipBuilder start = downloads.apply(wanted.builder()).runFolder(folder);
        LmClipBuilder again = acceptChanges ? start.resumeDespiteChanges() : start.resume();
        LmClipBuilder builder = restart ? start : again;
        try {
            return run(wanted, folder, builder, new TrainWords(folder, begun));
        } catch (ChangedRunException e) {
            throw new IllegalStateException(refusal(folder, e), e);
        }
    }

    private static String refusal(Path folder, ChangedRunException cause) {
        return String.format(
                "%s was begun with another configuration:%n  %s%n--accept-changes goes on with the new one, --restart begins anew"
                        + " and replaces the run, --run DIR takes another folder",
                folder, String.join("%n  ".formatted(), cause.differences()));
    }

    private int run(Configuration wanted, Path folder, LmClipBuilder builder, TrainWords words) {
        MemoryWarning warning =
                new MemoryWarning(wanted.training(), wanted.machine().place());
        try (StopSignal signal = new StopSignal();
                ConsoleProgress progress =
                        new ConsoleProgress(folder.getFileName().toString());
                LmClip model = builder.listener(words.andThen(warning).andThen(progress))
                        .train()) {
            if (Thread.currentThread().isInterrupted()) {
                progress.close();
                System.err.printf("Stopped; its state is in %s. The same command goes on.%n", folder);
                return ExitStatuses.STOPPED;
            }
        }
        words.sayIfFinishedBefore();
        show(folder);
        return 0;
    }

    private void show(Path folder) {
        RunMetrics metrics = RunMetrics.read(folder);
        long skipped =
                metrics.epochs().stream().mapToLong(RunMetrics.Epoch::skipped).sum();
        if (skipped > 0) {
            System.err.printf(
                    "Pictures that cannot be decoded were skipped %d times in %d epochs.%n",
                    skipped, metrics.epochs().size());
        }
        System.out.print(RunTable.of(metrics));
        json.write(() -> RunTable.json(metrics));
        System.out.printf("%s holds the checkpoints, metrics.csv and run.conf.%n", folder);
    }
}
