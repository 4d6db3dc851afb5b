package io.github.lmclip.examples.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.lmclip.core.eval.Bootstrap;
import io.github.lmclip.core.eval.Headline;
import io.github.lmclip.core.eval.Interval;
import io.github.lmclip.core.eval.PairedComparison;
import io.github.lmclip.core.eval.Predictions;
import io.github.lmclip.core.eval.PredictionsFile;
import io.github.lmclip.core.eval.ScoreKind;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lmclip compare}: models beside the first one, on the same pictures. */
@Command(
        name = "compare",
        description = {
            "Set models beside the first one, by predictions that lmclip test --save wrote of the same pictures: each",
            "one's mAP with its interval, the differences with theirs, and how likely chance alone would do as much."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lmclip compare zero-shot.csv fine-tuned.csv",
            "  lmclip compare seed0.csv seed1.csv seed2.csv --format markdown"
        })
final class CompareCommand implements Callable<Integer> {

    private static final EnumSet<Headline> SHOWN = EnumSet.range(Headline.MAP_TOTAL, Headline.MAP_TAIL);

    @Parameters(arity = "2..*", paramLabel = "FILE", description = "Predictions; the first are the baseline.")
    private List<Path> files;

    @Mixin
    private IntervalOptions intervals;

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

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        Bootstrap bootstrap = intervals.bootstrap();
        List<Predictions> models = files.stream().map(PredictionsFile::read).toList();
        List<Map<Headline, Interval>> own =
                models.stream().map(model -> bootstrap.of(model, score)).toList();
        List<PairedComparison> pairs = models.stream()
                .skip(1)
                .map(model -> PairedComparison.of(models.get(0), model, score, bootstrap))
                .toList();
        System.out.printf(
                Locale.ROOT,
                "mAP in %%, AP by %s, %d pictures; [low, high]: %.0f %% intervals of %d resamples.%n",
                score.name().toLowerCase(Locale.ROOT),
                models.get(0).size(),
                100 * bootstrap.level(),
                bootstrap.resamples());
        System.out.print(table(own, pairs));
        System.out.printf("p: two-sided permutation test; of the groups after Holm's correction for three.%n");
        json.write(() -> json(own, pairs));
        return 0;
    }

    private String table(List<Map<Headline, Interval>> own, List<PairedComparison> pairs) {
        StringBuilder table = new StringBuilder(format.head(List.of("", "total", "head", "medium", "tail")));
        for (int i = 0; i < own.size(); i++) {
            Map<Headline, Interval> intervals = own.get(i);
            table.append(row(files.get(i).toString(), intervals::get));
            if (i > 0) {
                PairedComparison pair = pairs.get(i - 1);
                table.append(row("- " + files.get(0), pair.differences()::get));
                table.append(row("p", headline -> probability(pair, headline)));
            }
        }
        return table.append(format.end()).toString();
    }

    private String row(String title, Function<Headline, Object> cell) {
        return format.row(
                Stream.concat(Stream.of(title), SHOWN.stream().map(headline -> String.valueOf(cell.apply(headline))))
                        .toList());
    }

    private static String probability(PairedComparison pair, Headline headline) {
        double p = headline == Headline.MAP_TOTAL
                ? pair.probabilities().get(headline)
                : pair.adjusted().getOrDefault(headline, Double.NaN);
        return Double.isNaN(p) ? "-" : String.format(Locale.ROOT, "%.3f", p);
    }

    private JsonObject json(List<Map<Headline, Interval>> own, List<PairedComparison> pairs) {
        JsonArray rows = new JsonArray();
        for (int i = 0; i < own.size(); i++) {
            JsonObject row = new JsonObject();
            row.addProperty("file", files.get(i).toString());
            row.add("mAP", intervals(own.get(i)));
            if (i > 0) {
                PairedComparison pair = pairs.get(i - 1);
                row.add("difference", intervals(pair.differences()));
                row.add("p", probabilities(pair.probabilities()));
                row.add("pAdjusted", probabilities(pair.adjusted()));
            }
            rows.add(row);
        }
        JsonObject result = new JsonObject();
        result.add("rows", rows);
        return result;
    }

    private static JsonObject intervals(Map<Headline, Interval> found) {
        JsonObject result = new JsonObject();
        SHOWN.forEach(headline -> result.add(word(headline), AssessmentJson.interval(found.get(headline))));
        return result;
    }

    private static JsonObject probabilities(Map<Headline, Double> found) {
        JsonObject result = new JsonObject();
        SHOWN.stream()
                .filter(headline ->
                        found.containsKey(headline) && !found.get(headline).isNaN())
                .forEach(headline -> result.addProperty(word(headline), found.get(headline)));
        return result;
    }

    private static String word(Headline headline) {
        return headline.name().toLowerCase(Locale.ROOT).replace("map_", "");
    }
}
