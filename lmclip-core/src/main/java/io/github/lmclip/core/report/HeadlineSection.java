package io.github.lmclip.core.report;

import io.github.lmclip.core.RunCheckpoint;
import io.github.lmclip.core.eval.Bootstrap;
import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.GroupMeans.Part;
import io.github.lmclip.core.eval.Headline;
import io.github.lmclip.core.eval.Interval;
import io.github.lmclip.core.eval.LabelSubset;
import io.github.lmclip.core.eval.PairedComparison;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.train.SelectionSplit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The numbers that a run is known by, beside zero-shot and beside what was published. */
final class HeadlineSection {

    static final Set<Headline> MAP = EnumSet.range(Headline.MAP_TOTAL, Headline.MAP_TAIL);
    private static final Set<Headline> AUROC = EnumSet.range(Headline.AUROC_TOTAL, Headline.AUROC_TAIL);

    private final ReportData data;

    private HeadlineSection(ReportData data) {
        this.data = data;
    }

    static Section of(ReportData data) {
        HeadlineSection section = new HeadlineSection(data);
        Html body = new Html().paragraph(section.protocol());
        body.add(section.precision().html());
        data.gain().ifPresent(gain -> body.paragraph(section.verdict(gain)));
        body.add(section.others().html());
        if (section.isPublished()) {
            body.paragraph(
                    "Published numbers are those of each method's own logs or tables, at the epoch that was best on the"
                            + " test split; another run of the same code differs by 0.1 to 0.3 points.");
        }
        return new Section("headline", "Headline numbers", body);
    }

    private String protocol() {
        Bootstrap bootstrap = data.options().bootstrap();
        return String.format(
                Locale.ROOT,
                "AP is computed on the %s score unless a row says otherwise. The model is %s. %s%s"
                        + " [low, high]: %.0f %% intervals of %d resamples of the %d test"
                        + " pictures (%s, seed %d); they say how much the choice of pictures matters, not what another"
                        + " seed of the training would give.",
                Words.of(data.options().score()),
                data.origin(),
                PublishedSplit.sentence(isPublished()),
                isTooGood() ? " What was chosen on the test split scores too high there." : "",
                100 * bootstrap.level(),
                bootstrap.resamples(),
                data.predictions().size(),
                Words.of(bootstrap.method()),
                bootstrap.seed());
    }

    private boolean isTooGood() {
        return data.options().checkpoint() != RunCheckpoint.LAST
                && data.metrics().split().equals(Optional.of(SelectionSplit.TEST));
    }

    private Table precision() {
        Table.Builder table = new Table.Builder("mAP in %, test split", "", "score", "total", "head", "medium", "tail");
        ScoreKind first = data.options().score();
        Stream.of(ScoreKind.values())
                .sorted((one, other) -> Boolean.compare(other == first, one == first))
                .forEach(score -> {
                    table.row(row("this run", score, data.model().intervals().get(score), MAP));
                    data.zeroShot()
                            .ifPresent(zero -> table.row(
                                    row("zero-shot", score, zero.intervals().get(score), MAP)));
                });
        data.gain().ifPresent(gain -> {
            table.row(cells("gain over zero-shot, points", Words.of(first), gain.differences(), MAP));
            table.row(probabilities(gain));
        });
        data.metrics()
                .last(first)
                .ifPresent(last -> table.row(means("last epoch, " + last.epoch(), Words.of(first), last.means())));
        PublishedResult.of(source()).forEach(result -> table.row(means(title(result), result.score(), result.means())));
        return table.build();
    }

    private String title(PublishedResult result) {
        boolean same = result.backbone()
                .filter(data.configuration().getOrDefault("network.backbone", "")::equals)
                .isPresent();
        return "published: " + result.title() + (same ? " (the same network)" : "");
    }

    private static List<String> row(
            String title, ScoreKind score, Map<Headline, Interval> intervals, Set<Headline> shown) {
        return cells(title, Words.of(score), intervals, shown);
    }

    private static List<String> cells(
            String title, String score, Map<Headline, Interval> intervals, Set<Headline> shown) {
        List<String> cells = new ArrayList<>(List.of(title, score));
        shown.forEach(headline -> cells.add(intervals.get(headline).toString()));
        return cells;
    }

    private static List<String> means(String title, String score, GroupMeans means) {
        List<String> cells = new ArrayList<>(List.of(title, score));
        Stream.of(Part.values()).forEach(part -> cells.add(Words.percent(part.of(means))));
        return cells;
    }

    private List<String> probabilities(PairedComparison gain) {
        List<String> cells = new ArrayList<>(
                List.of("p of that gain by chance", Words.of(data.options().score())));
        for (Headline headline : MAP) {
            Map<Headline, Double> found = headline == Headline.MAP_TOTAL ? gain.probabilities() : gain.adjusted();
            cells.add(Words.probability(found.get(headline)));
        }
        return cells;
    }

    private String verdict(PairedComparison gain) {
        List<String> inside = MAP.stream()
                .filter(headline -> gain.differences().get(headline).low() <= 0
                        && gain.differences().get(headline).high() >= 0)
                .map(headline -> headline.name().substring("MAP_".length()).toLowerCase(Locale.ROOT))
                .toList();
        String chance = inside.isEmpty()
                ? "No interval of the gain holds 0."
                : "Inside the noise of the pictures, since the interval of the gain holds 0: %s."
                        .formatted(String.join(", ", inside));
        return chance + " p: two-sided permutation test, of the groups after Holm's correction for three.";
    }

    private Table others() {
        Table.Builder table =
                new Table.Builder("Other measures in %, test split", "", "total", "head", "medium", "tail");
        addRow(table, "AUROC", data.model(), AUROC);
        data.zeroShot().ifPresent(zero -> addRow(table, "AUROC, zero-shot", zero, AUROC));
        for (LabelSubset subset : List.of(LabelSubset.SINGLE, LabelSubset.MULTI)) {
            var some = data.model().assessment().subsets().get(subset);
            if (some != null) {
                List<String> cells = new ArrayList<>(List.of("mAP, %d pictures of %s"
                        .formatted(some.images(), subset == LabelSubset.SINGLE ? "one label" : "several labels")));
                Stream.of(Part.values())
                        .forEach(part -> cells.add(Words.percent(part.of(some.meanAveragePrecisionWhereShown()))));
                table.row(cells);
            }
        }
        return table.build();
    }

    private static void addRow(Table.Builder table, String title, Measured measured, Set<Headline> shown) {
        List<String> cells = new ArrayList<>(List.of(title));
        shown.forEach(headline ->
                cells.add(measured.assessment().intervals().get(headline).toString()));
        table.row(cells);
    }

    private boolean isPublished() {
        return PublishedResult.of(source()).findAny().isPresent();
    }

    private String source() {
        return data.configuration().getOrDefault("data.source", "");
    }
}
