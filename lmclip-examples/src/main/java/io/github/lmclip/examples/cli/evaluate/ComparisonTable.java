package io.github.lmclip.examples.cli.evaluate;

import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.GroupMeans.Part;
import io.github.lmclip.core.eval.Headline;
import io.github.lmclip.core.eval.MeanAndDeviation;
import io.github.lmclip.core.eval.PairedComparison;
import io.github.lmclip.core.eval.Predictions;
import io.github.lmclip.core.eval.SeedDifference;
import io.github.lmclip.core.report.ComparedThing;
import io.github.lmclip.core.report.Comparison;
import io.github.lmclip.core.report.PublishedSplit;
import io.github.lmclip.examples.cli.output.TableFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A comparison as tables of text, Markdown or LaTeX. */
final class ComparisonTable {

    private final Comparison found;
    private final TableFormat format;
    private final StringBuilder text = new StringBuilder();

    private ComparisonTable(Comparison found, TableFormat format) {
        this.found = found;
        this.format = format;
    }

    static String of(Comparison found, TableFormat format) {
        ComparisonTable table = new ComparisonTable(found, format);
        table.addModels();
        if (found.hasSeeds()) {
            table.addThings();
        }
        found.models().forEach(model -> table.text.append("%s: %s.%n".formatted(model.name(), model.choice())));
        table.text.append("Note: %s.%n".formatted(note(found)));
        found.warnings().forEach(warning -> table.text.append("Warning: %s%n".formatted(warning)));
        return table.text.toString();
    }

    static String note(Comparison found) {
        Predictions first = found.models().get(0).predictions();
        return PublishedSplit.note(first.classNames(), first.size());
    }

    private void addModels() {
        text.append(String.format(
                Locale.ROOT,
                "mAP in %%, AP by %s, %d pictures; [low, high]: %.0f %% intervals of %d resamples.%n",
                found.score().word(),
                found.models().get(0).predictions().size(),
                100 * found.bootstrap().level(),
                found.bootstrap().resamples()));
        String base = found.models().get(0).name();
        text.append(head());
        for (int i = 0; i < found.models().size(); i++) {
            addRow(found.models().get(i).name(), found.intervals().get(i)::get);
            if (i > 0) {
                PairedComparison pair = found.pairs().get(i - 1);
                addRow("- " + base, pair.differences()::get);
                addRow("p", headline -> probability(pair, headline));
            }
        }
        text.append(format.end());
        text.append("p: two-sided permutation test; of the groups after Holm's correction for three.%n".formatted());
    }

    private String head() {
        return format.head(List.of("", "total", "head", "medium", "tail"));
    }

    private void addRow(String title, Function<Headline, Object> cell) {
        text.append(format.row(Stream.concat(
                        Stream.of(title), Comparison.SHOWN.stream().map(cell).map(String::valueOf))
                .toList()));
    }

    private static String probability(PairedComparison pair, Headline headline) {
        double p = headline == Headline.MAP_TOTAL
                ? pair.probabilities().get(headline)
                : pair.adjusted().getOrDefault(headline, Double.NaN);
        return Double.isNaN(p) ? "-" : String.format(Locale.ROOT, "%.3f", p);
    }

    private void addThings() {
        text.append("%nMeans and standard deviations over seeds; differences with 95 %% intervals.%n".formatted());
        text.append(head());
        for (ComparedThing thing : found.things()) {
            String title = "%s, %d seed%s".formatted(thing.name(), thing.models(), thing.models() == 1 ? "" : "s");
            addParts(title, part -> mean(Optional.ofNullable(thing.means().get(part))));
            if (!thing.differences().isEmpty()) {
                addParts(
                        "- " + found.things().get(0).name(),
                        part -> difference(
                                Optional.ofNullable(thing.differences().get(part))));
            }
        }
        text.append(format.end());
    }

    private void addParts(String title, Function<Part, String> cell) {
        text.append(format.row(
                Stream.concat(Stream.of(title), Arrays.stream(Part.values()).map(cell))
                        .toList()));
    }

    private static String mean(Optional<MeanAndDeviation> means) {
        return means.map(found -> GroupMeans.percent(found.mean())
                        + (found.count() > 1 ? " +- " + GroupMeans.percent(found.deviation()) : ""))
                .orElse("-");
    }

    private static String difference(Optional<SeedDifference> difference) {
        return difference
                .map(found -> Double.isInfinite(found.low())
                        ? GroupMeans.percent(found.difference())
                        : "%s [%s, %s]"
                                .formatted(
                                        GroupMeans.percent(found.difference()),
                                        GroupMeans.percent(found.low()),
                                        GroupMeans.percent(found.high())))
                .orElse("-");
    }
}
