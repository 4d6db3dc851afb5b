package io.github.lmclip.core.report;

import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.GroupMeans.Part;
import io.github.lmclip.core.eval.Headline;
import io.github.lmclip.core.eval.Interval;
import io.github.lmclip.core.eval.MeanAndDeviation;
import io.github.lmclip.core.eval.PairedComparison;
import io.github.lmclip.core.eval.Predictions;
import io.github.lmclip.core.eval.SeedDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The page of a comparison. */
final class ComparisonPage {

    private static final int HEIGHT = 360;

    private final Comparison found;

    ComparisonPage(Comparison found) {
        this.found = found;
    }

    String html() {
        Html lead = new Html()
                .element(
                        "p",
                        "%d models on the same %d pictures; the first is the baseline."
                                .formatted(
                                        found.models().size(),
                                        found.models().get(0).predictions().size()),
                        "class",
                        "lead");
        return new Page("Comparison", lead, sections()).html();
    }

    List<Section> sections() {
        return List.of(models(), seeds(), curves(), classes());
    }

    private Section models() {
        Table.Builder table = new Table.Builder("mAP in %, test split", "", "total", "head", "medium", "tail");
        for (int i = 0; i < found.models().size(); i++) {
            table.row(intervals(found.models().get(i).name(), found.intervals().get(i)));
        }
        Html body = new Html()
                .paragraph(protocol())
                .add(table.build().html())
                .add(differences().html());
        body.paragraph("p: two-sided permutation test; of the groups after Holm's correction for three.");
        found.models().forEach(model -> body.paragraph("%s: %s.".formatted(model.name(), model.choice())));
        found.warnings().forEach(warning -> body.element("p", warning, "class", "warning"));
        return new Section("models", "Models beside the first", body);
    }

    private String protocol() {
        return String.format(
                Locale.ROOT,
                "AP is computed on the %s score. [low, high]: %.0f %% intervals of %d resamples of the pictures. %s A"
                        + " model that was chosen on the test split scores too high there.",
                Words.of(found.score()),
                100 * found.bootstrap().level(),
                found.bootstrap().resamples(),
                PublishedSplit.sentence(isPublished()));
    }

    private boolean isPublished() {
        Predictions first = found.models().get(0).predictions();
        return PublishedSplit.is(first.classNames(), first.size());
    }

    private Table differences() {
        String base = found.models().get(0).name();
        Table.Builder table =
                new Table.Builder("Difference to " + base + ", points", "", "total", "head", "medium", "tail");
        for (int i = 0; i < found.pairs().size(); i++) {
            PairedComparison pair = found.pairs().get(i);
            table.row(intervals(found.models().get(i + 1).name(), pair.differences()));
            List<String> chances = new ArrayList<>(List.of("p"));
            for (Headline headline : Comparison.SHOWN) {
                Map<Headline, Double> p = headline == Headline.MAP_TOTAL ? pair.probabilities() : pair.adjusted();
                chances.add(Words.probability(p.get(headline)));
            }
            table.row(chances);
        }
        return table.build();
    }

    private static List<String> intervals(String title, Map<Headline, Interval> intervals) {
        return Stream.concat(
                        Stream.of(title),
                        Comparison.SHOWN.stream().map(intervals::get).map(Interval::toString))
                .toList();
    }

    private Section seeds() {
        Html body = new Html();
        if (!found.hasSeeds()) {
            body.paragraph(
                    "Everything was trained once. Several seeds of one thing say how much of a difference is chance"
                            + (isPublished()
                                    ? "; another run of the published code differs by 0.1 to 0.3 points."
                                    : "."));
            return new Section("seeds", "Several seeds", body);
        }
        Table.Builder table = new Table.Builder(
                "Mean and standard deviation of mAP over seeds, %", "", "seeds", "total", "head", "medium", "tail");
        Table.Builder differences = new Table.Builder(
                "Difference of the means to %s, points, 95 %% intervals"
                        .formatted(found.things().get(0).name()),
                "",
                "seeds",
                "total",
                "head",
                "medium",
                "tail");
        for (ComparedThing thing : found.things()) {
            table.row(cells(thing, part -> means(thing.means().get(part))));
            if (!thing.differences().isEmpty()) {
                differences.row(
                        cells(thing, part -> difference(thing.differences().get(part))));
            }
        }
        body.add(table.build().html()).add(differences.build().html());
        body.paragraph("Intervals: Student's over pairs where the seeds are the same, else Welch's.");
        return new Section("seeds", "Several seeds", body);
    }

    private static List<String> cells(ComparedThing thing, java.util.function.Function<Part, String> cell) {
        List<String> cells = new ArrayList<>(List.of(thing.name(), String.valueOf(thing.models())));
        Stream.of(Part.values()).map(cell).forEach(cells::add);
        return cells;
    }

    private static String means(MeanAndDeviation means) {
        return means == null
                ? "-"
                : Words.percent(means.mean())
                        + (means.count() > 1 ? " \u00b1 " + Words.percent(means.deviation()) : "");
    }

    private static String difference(SeedDifference difference) {
        if (difference == null) {
            return "-";
        }
        if (Double.isInfinite(difference.low())) {
            return Words.points(difference.difference()) + " (noise not known)";
        }
        return "%s [%s, %s]%s"
                .formatted(
                        Words.points(difference.difference()),
                        Words.points(difference.low()),
                        Words.points(difference.high()),
                        difference.isInsideNoise() ? " (noise)" : "");
    }

    private Section curves() {
        Html body = new Html();
        List<ComparedModel> runs = found.models().stream()
                .filter(model -> model.metrics().isPresent())
                .toList();
        if (runs.isEmpty()) {
            body.paragraph("Saved predictions have no epochs; name the folders of runs to see their curves.");
        }
        for (Part part : runs.isEmpty() ? List.<Part>of() : List.of(Part.TOTAL, Part.TAIL)) {
            body.add(curve(runs, part).html());
        }
        return new Section("curves", "Training curves", body);
    }

    private Chart curve(List<ComparedModel> runs, Part part) {
        LineData lines = new LineData("epoch", "mAP in %").wholeSteps();
        Table.Builder table = new Table.Builder("mAP of the " + part.word() + " in %", "run", "epoch", "mAP");
        for (int i = 0; i < runs.size(); i++) {
            String name = runs.get(i).name();
            List<double[]> points = runs.get(i).metrics().orElseThrow().rows().stream()
                    .filter(row -> row.score() == found.score())
                    .map(row -> new double[] {row.epoch(), 100 * part.of(row.means())})
                    .toList();
            lines.line(name, i, points, 3);
            points.forEach(point -> table.row(name, Words.number(point[0], 0), Words.number(point[1], 2)));
        }
        return new Chart(
                "curves-" + part.word(),
                "lines",
                "mAP, %s, after each epoch".formatted(part.word()),
                "One line for each run.",
                HEIGHT,
                lines.json(),
                Optional.of(table.build()));
    }

    private Section classes() {
        List<String> head = new ArrayList<>(List.of("class", "group"));
        found.models().forEach(model -> head.add(model.name()));
        List<Evaluation> evaluations = found.models().stream()
                .map(model -> model.predictions().evaluate(found.score()))
                .toList();
        Evaluation first = evaluations.get(0);
        Table.Builder table = new Table.Builder("AP in % of every class", head.toArray(String[]::new));
        for (int id = 0; id < first.classNames().size(); id++) {
            List<String> cells = new ArrayList<>(
                    List.of(first.classNames().get(id), first.groups().get(id).word()));
            for (Evaluation evaluation : evaluations) {
                cells.add(Words.percent(evaluation.averagePrecisions().get(id)));
            }
            table.row(cells);
        }
        return new Section(
                "classes", "AP by class", new Html().add(table.build().html()));
    }
}
