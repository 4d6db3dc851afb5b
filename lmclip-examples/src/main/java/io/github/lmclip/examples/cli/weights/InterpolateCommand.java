package io.github.lmclip.examples.cli.weights;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.RunCheckpoint;
import io.github.lmclip.core.WeightInterpolation;
import io.github.lmclip.core.WeightInterpolation.Point;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.examples.cli.evaluate.ChoiceOptions;
import io.github.lmclip.examples.cli.evaluate.RunData;
import io.github.lmclip.examples.cli.options.CheckpointName;
import io.github.lmclip.examples.cli.options.DownloadOptions;
import io.github.lmclip.examples.cli.options.JsonOption;
import io.github.lmclip.examples.cli.output.ChartFile;
import io.github.lmclip.examples.cli.output.ResultFile;
import io.github.lmclip.examples.cli.output.Tables;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lmclip interpolate}: the weights between the zero-shot and the fine-tuned model, measured. */
@Command(
        name = "interpolate",
        header = "Measure the models between zero-shot and fine-tuned weights.",
        description = {
            "Measure the models between a run's zero-shot and its fine-tuned weights (WiSE-FT): alpha 0 is zero-shot,",
            "1 is fine-tuned. Alpha is chosen on the test split, and then its mAP is too good, unless other pictures",
            "are given to choose on."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip interpolate runs/quickstart --chart alpha.svg",
            "  lmclip interpolate runs/voc --alphas 0,0.25,0.5,0.75,1 --by tail --json alpha.json",
            "  lmclip interpolate runs/voc --holdout --save models/voc     trained with --holdout 0.2"
        })
public final class InterpolateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "A run's folder, which keeps its configuration as run.conf.")
    private Path run;

    @Option(
            names = "--model",
            description = "best_total, best_tail or last (default: ${DEFAULT-VALUE}).",
            paramLabel = "NAME",
            defaultValue = "last",
            converter = CheckpointName.class)
    private RunCheckpoint model;

    @Option(
            names = "--alphas",
            split = ",",
            description = "Shares of the fine-tuned weights, in [0, 1] (default: 0, 0.1 ... 1).",
            paramLabel = "A")
    private List<Double> alphas = WeightInterpolation.tenths();

    @Mixin
    private ChoiceOptions choice;

    @Mixin
    private DownloadOptions downloads;

    @Mixin
    private JsonOption json;

    @Option(names = "--chart", description = "Draw mAP against alpha to this file, .png or .svg.", paramLabel = "FILE")
    private Optional<Path> chart = Optional.empty();

    @Option(names = "--save", description = "Write the chosen model into this folder.", paramLabel = "DIR")
    private Optional<Path> save = Optional.empty();

    @Override
    public Integer call() {
        chart.ifPresent(ChartFile::requireKnown);
        Configuration configuration = choice.configuration(run);
        RunData data = new RunData(configuration);
        LongTailDataset test = data.test();
        Optional<LongTailDataset> held = choice.heldOut(data);
        try (LmClip zeroShot = downloads.apply(configuration.builder()).zeroShot();
                LmClip fineTuned = LmClip.load(model.existingIn(run))) {
            WeightInterpolation line = WeightInterpolation.between(zeroShot, fineTuned);
            List<Point> points = line.sweep(alphas, held.orElse(test));
            Point chosen = best(points);
            try (LmClip found = line.at(chosen.alpha())) {
                save.ifPresent(found::save);
                report(points, chosen, held, held.isEmpty() ? chosen.evaluation() : found.evaluate(test));
            }
        }
        return 0;
    }

    /** Returns the point of the highest mean; of equals, the one closest to zero-shot. */
    private Point best(List<Point> points) {
        return points.stream()
                .min(Comparator.comparingDouble((Point point) -> -choice.by().of(point.evaluation()))
                        .thenComparingDouble(Point::alpha))
                .orElseThrow(() -> new IllegalArgumentException("--alphas names no alpha"));
    }

    private void report(List<Point> points, Point chosen, Optional<LongTailDataset> held, Evaluation test) {
        String split = held.map(LongTailDataset::name).orElse("test split");
        System.out.printf("mAP in %%, %s%n", split);
        System.out.print(Tables.groups(
                points.stream().map(point -> title(point, chosen)).toList(),
                points.stream().map(Point::evaluation).toList()));
        if (held.isPresent()) {
            System.out.printf("Chosen by %s on %s; on the test split it has%n", choice.by(), split);
            System.out.print(Tables.groups(List.of(title(chosen, chosen)), List.of(test)));
        } else {
            System.out.printf("* chosen by %s on the test split itself: its mAP there is too good.%n", choice.by());
        }
        json.write(() -> json(points, chosen, split, test));
        chart.ifPresent(file -> ChartFile.write(AlphaChart.of(points, split), file));
        Stream.of(chart, save).flatMap(Optional::stream).forEach(file -> System.out.printf("%s%n", file));
    }

    private static String title(Point point, Point chosen) {
        String mark = point.equals(chosen) ? " *" : "";
        return String.format(Locale.ROOT, "alpha %s%s", point.alpha(), mark);
    }

    private JsonObject json(List<Point> points, Point chosen, String split, Evaluation test) {
        JsonArray rows = new JsonArray();
        for (Point point : points) {
            JsonObject row = ResultFile.percent(point.evaluation().meanAveragePrecision());
            row.addProperty("alpha", point.alpha());
            rows.add(row);
        }
        JsonObject result = new JsonObject();
        result.add("points", rows);
        result.addProperty("measuredOn", split);
        result.addProperty("chosen", chosen.alpha());
        result.addProperty("chosenBy", choice.by().toString());
        result.add("test", ResultFile.percent(test.meanAveragePrecision()));
        return result;
    }
}
