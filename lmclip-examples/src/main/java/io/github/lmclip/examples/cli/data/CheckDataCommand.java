package io.github.lmclip.examples.cli.data;

import io.github.lmclip.data.inspect.CheckReport;
import io.github.lmclip.data.inspect.DatasetCheck;
import io.github.lmclip.data.inspect.Fault;
import io.github.lmclip.data.inspect.Finding;
import io.github.lmclip.data.inspect.LabelledData;
import io.github.lmclip.examples.cli.options.ExitStatuses;
import io.github.lmclip.examples.cli.options.JsonOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lmclip check-data}: decodes and compares every picture. */
@Command(
        name = "check-data",
        header = "Decode every picture; find missing, damaged and duplicate ones.",
        description = {
            "Decode every picture and compare their contents: missing, damaged and duplicate pictures, test pictures",
            "among the training pictures, files that changed since they were fetched, class counts of benchmarks, classes",
            "that no test picture shows or that may be misspelt."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip check-data voc-mlt --images /data/voc",
            "  lmclip check-data photos",
            "  lmclip check-data voc_lt_train.txt --classes voc_labels.txt --images /data/voc --benchmark voc-mlt"
        },
        exitCodeList = {"0:all is well", "1:a fault of this program", "2:something is wrong with the data or the words"
        })
public final class CheckDataCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data;

    @Option(
            names = "--benchmark",
            description = "Compare class counts with the published ones of this set.",
            paramLabel = "NAME")
    private Optional<String> benchmark = Optional.empty();

    @Option(names = "--train-only", description = "Leave the test images out, as fetch --train-only did.")
    private boolean trainOnly;

    @Option(
            names = "--show",
            description = "How many findings to print (default: ${DEFAULT-VALUE}).",
            defaultValue = "20")
    private int show;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        LabelledData read = data.read();
        LabelledData claimed =
                benchmark.map(BenchmarkName::parse).map(read::withBenchmark).orElse(read);
        CheckReport report = check(trainOnly ? claimed.withoutTest() : claimed);
        report.findings().stream().limit(show).map(Finding::message).forEach(System.out::println);
        if (report.findings().size() > show) {
            System.out.printf("and %d more%n", report.findings().size() - show);
        }
        System.out.printf(
                Locale.ROOT,
                "%d pictures, %.1f MB: %s%n",
                report.pictures(),
                report.bytes() / 1e6,
                report.isClean() ? "all is well" : summary(report));
        if (report.pictures() > 0 && report.count(Fault.MISSING) == report.pictures()) {
            System.out.printf(
                    "None of the pictures was found below %s; --images names the folder that their paths start at.%n",
                    claimed.images().map(Path::toString).orElse("the working directory"));
        }
        json.write(() -> CheckReportJson.of(report));
        return report.isClean() ? ExitStatuses.DONE : ExitStatuses.WRONG_INPUT;
    }

    private static CheckReport check(LabelledData data) {
        int pictures = data.splits().stream().mapToInt(split -> split.size()).sum();
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("Checking")
                .setInitialMax(pictures)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .build()) {
            return DatasetCheck.run(data, bar::step);
        }
    }

    private static String summary(CheckReport report) {
        return Arrays.stream(Fault.values())
                .filter(fault -> report.count(fault) > 0)
                .map(fault -> "%d %s".formatted(report.count(fault), words(fault)))
                .collect(Collectors.joining(", "));
    }

    private static String words(Fault fault) {
        return switch (fault) {
            case MISSING -> "missing";
            case UNDECODABLE -> "that do not decode";
            case DUPLICATE -> "duplicate";
            case LEAKED -> "in test and training";
            case CHANGED -> "other than fetched";
            case COUNT -> "class counts off";
            case UNTESTED -> "of the classes without a test picture";
            case MISSPELT -> "of the classes perhaps misspelt";
        };
    }
}
