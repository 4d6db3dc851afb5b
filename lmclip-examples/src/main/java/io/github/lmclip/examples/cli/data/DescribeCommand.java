package io.github.lmclip.examples.cli.data;

import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.inspect.ClassDoubts;
import io.github.lmclip.data.inspect.DatasetSummary;
import io.github.lmclip.data.inspect.LabelledData;
import io.github.lmclip.data.inspect.SamplingPlan;
import io.github.lmclip.examples.cli.options.JsonOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lmclip describe}: what a dataset holds, and what class-aware sampling will make of it. */
@Command(
        name = "describe",
        description = "Count images, classes and labels; show groups, co-occurrence and sampling weights.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip describe voc-mlt --power 0.7",
            "  lmclip describe labels.csv --images photos --chart counts.svg",
            "  lmclip describe instances_val2017.json --format coco"
        })
public final class DescribeCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data;

    @Option(
            names = "--power",
            description = "The sampling weights' power (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private double power;

    @Option(names = "--chart", description = "Draw the counts to this file, .png or .svg.", paramLabel = "FILE")
    private Optional<Path> chart = Optional.empty();

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        LabelledData read = data.read();
        SamplingPlan plan = SamplingPlan.of(read.train(), power);
        for (LongTailDataset split : read.splits()) {
            System.out.print(DatasetTables.totals(split, read.train()));
        }
        System.out.print(DatasetTables.overlap(read.train()));
        System.out.print(DatasetTables.classes(read, plan));
        System.out.print(DatasetTables.epoch(read.train(), plan));
        ClassDoubts.of(read).forEach(doubt -> System.out.println("Warning: " + doubt.message()));
        chart.ifPresent(file -> {
            CountChart.write(
                    read.train().classNames(), DatasetSummary.of(read.train()).counts(), file);
            System.out.printf("%s holds the chart.%n", file);
        });
        json.write(() -> DatasetJson.of(read, plan));
        return 0;
    }
}
