package io.github.lmclip.examples.cli.evaluate;

import io.github.lmclip.core.eval.Assessment;
import io.github.lmclip.core.eval.Bootstrap;
import io.github.lmclip.core.eval.ClassDistances;
import io.github.lmclip.core.eval.Decisions;
import io.github.lmclip.core.eval.DistanceTable;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.Headline;
import io.github.lmclip.core.eval.LabelSubset;
import io.github.lmclip.core.eval.Scan;
import io.github.lmclip.core.report.PublishedSplit;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.examples.cli.output.Tables;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An assessment for the console. */
final class AssessmentTable {

    private static final String WIDE = "%-22s %24s %24s %24s %24s%n";

    private final Assessment found;
    private final StringBuilder text = new StringBuilder();

    private AssessmentTable(Assessment found) {
        this.found = found;
    }

    static String of(Assessment found, Optional<Scan> scan, Provenance origin, Bootstrap bootstrap) {
        AssessmentTable table = new AssessmentTable(found);
        table.addProtocol(origin, bootstrap);
        table.addHeadlines();
        table.addSubsets();
        scan.ifPresent(table::addDistances);
        found.fitted().ifPresent(table::addDecisions);
        table.addRanking();
        table.addClasses();
        return table.text.toString();
    }

    private void addProtocol(Provenance origin, Bootstrap bootstrap) {
        Evaluation all = found.subsets().get(LabelSubset.ALL);
        text.append("%d pictures, %d classes; model: %s%n"
                .formatted(all.images(), all.classNames().size(), origin.model()));
        text.append("Chosen by: %s; AP by %s; %s.%n"
                .formatted(origin.choice(), word(found.score()), PublishedSplit.note(all.classNames(), all.images())));
        text.append(String.format(
                Locale.ROOT,
                "[low, high]: %.0f %% interval, %s of %d resamples of the pictures, seed %d.%n%n",
                100 * bootstrap.level(),
                word(bootstrap.method()),
                bootstrap.resamples(),
                bootstrap.seed()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void addHeadlines() {
        text.append(WIDE.formatted("all pictures, %", "total", "head", "medium", "tail"));
        addIntervals("mAP", EnumSet.range(Headline.MAP_TOTAL, Headline.MAP_TAIL));
        addIntervals("AUROC", EnumSet.range(Headline.AUROC_TOTAL, Headline.AUROC_TAIL));
    }

    private void addIntervals(String title, EnumSet<Headline> headlines) {
        List<Object> cells = new ArrayList<>(List.of(title));
        headlines.forEach(headline -> cells.add(found.intervals().get(headline)));
        text.append(WIDE.formatted(cells.toArray()));
    }

    private void addSubsets() {
        text.append("%n%s".formatted(Tables.header()));
        found.subsets().forEach((subset, evaluation) -> {
            String title = "%s (%d)".formatted(word(subset), evaluation.images());
            text.append(Tables.row(title + " mAP", percents(means(subset, evaluation))));
            if (subset != LabelSubset.SINGLE) {
                text.append(Tables.row(title + " AUROC", percents(evaluation.meanAuroc())));
            }
        });
    }

    /** Returns what stands in the tables: of a part of the pictures, nothing for a group that it does not show. */
    static GroupMeans means(LabelSubset subset, Evaluation evaluation) {
        return subset == LabelSubset.ALL
                ? evaluation.meanAveragePrecision()
                : evaluation.meanAveragePrecisionWhereShown();
    }

    private static List<String> percents(GroupMeans means) {
        return List.of(
                GroupMeans.percent(means.total()),
                GroupMeans.percent(means.head()),
                GroupMeans.percent(means.medium()),
                GroupMeans.percent(means.tail()));
    }

    private void addDistances(Scan scan) {
        text.append("%ndistances of pictures to classes, PD / ND = ratio%n%s".formatted(Tables.header()));
        for (LabelSubset subset : List.of(LabelSubset.ALL, LabelSubset.MULTI)) {
            DistanceTable.ofPictures(scan, subset)
                    .ifPresent(table -> addDistances("to centres, " + word(subset), table));
            DistanceTable.ofTexts(scan, subset).ifPresent(table -> addDistances("to texts, " + word(subset), table));
        }
    }

    private void addDistances(String title, DistanceTable table) {
        List<String> cells = new ArrayList<>(List.of(ratio(table.total())));
        for (ClassGroup group : ClassGroup.values()) {
            cells.add(Optional.ofNullable(table.groups().get(group))
                    .map(AssessmentTable::ratio)
                    .orElse("-"));
        }
        text.append(Tables.row(title, cells));
    }

    private static String ratio(ClassDistances distances) {
        return Double.isNaN(distances.ratio()) ? "-" : String.format(Locale.ROOT, "%.3f", distances.ratio());
    }

    private void addDecisions(Assessment.Fitted fitted) {
        Decisions decisions = fitted.decisions();
        text.append("%nat thresholds of the best F1 on the training split, %%%n%s".formatted(Tables.header()));
        text.append(Tables.row("precision, micro", rates(decisions, true, 0)));
        text.append(Tables.row("recall, micro", rates(decisions, true, 1)));
        text.append(Tables.row("F1, micro", rates(decisions, true, 2)));
        text.append(Tables.row("precision, macro", rates(decisions, false, 0)));
        text.append(Tables.row("recall, macro", rates(decisions, false, 1)));
        text.append(Tables.row("F1, macro", rates(decisions, false, 2)));
        text.append(String.format(
                Locale.ROOT,
                "Hamming loss %.4f; expected calibration error of Platt's probabilities %.4f%n",
                decisions.hammingLoss(),
                fitted.reliability().expectedCalibrationError()));
    }

    private static List<String> rates(Decisions decisions, boolean micro, int which) {
        List<List<ClassGroup>> columns = new ArrayList<>(List.of(List.of(ClassGroup.values())));
        for (ClassGroup group : ClassGroup.values()) {
            columns.add(List.of(group));
        }
        return columns.stream()
                .map(groups -> micro ? decisions.micro(groups) : decisions.macro(groups))
                .map(rates -> which == 0 ? rates.precision() : which == 1 ? rates.recall() : rates.f1())
                .map(GroupMeans::percent)
                .toList();
    }

    private void addRanking() {
        text.append(String.format(
                Locale.ROOT,
                "%nlabels of a picture: coverage error %.3f, ranking loss %.4f, best class right %s %%",
                found.ranking().coverageError(),
                found.ranking().rankingLoss(),
                GroupMeans.percent(found.ranking().topLabelRight())));
        found.recallAt()
                .forEach((k, recall) ->
                        text.append(", among the best %d %s %%".formatted(k, GroupMeans.percent(recall))));
        text.append("%n".formatted());
    }

    private void addClasses() {
        Evaluation all = found.subsets().get(LabelSubset.ALL);
        text.append("%n%-22s %8s %8s %8s %8s%n".formatted("class", "group", "pictures", "AP", "AUROC"));
        for (int id = 0; id < all.classNames().size(); id++) {
            text.append("%-22s %8s %8d %8s %8s%n"
                    .formatted(
                            all.classNames().get(id),
                            word(all.groups().get(id)),
                            all.positives().get(id),
                            GroupMeans.percent(all.averagePrecisions().get(id)),
                            GroupMeans.percent(all.aurocs().get(id))));
        }
    }
}
