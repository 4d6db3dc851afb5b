package io.github.lmclip.examples.cli.tune;

import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.tune.RungResult;
import io.github.lmclip.core.tune.Trial;
import io.github.lmclip.core.tune.TuneReport;
import io.github.lmclip.core.tune.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A search for the console: the trials from the best to the last, and how much each key mattered. */
final class TuneTable {

    private static final String ROW = "%5s %6s %8s %8s %8s %8s";

    private TuneTable() {}

    static String of(TuneReport report) {
        StringBuilder table = new StringBuilder(protocol(report.tuning()));
        List<Trial> ranking = report.ranking();
        List<String> keys = List.copyOf(report.tuning().space().domains().keySet());
        table.append(line(ROW.formatted("trial", "epochs", "total", "head", "medium", "tail"), keys, keys));
        ranking.forEach(trial -> table.append(line(means(report, trial), keys, values(trial, keys))));
        report.trials().stream()
                .filter(trial -> trial.results().isEmpty())
                .forEach(trial -> table.append(line(unmeasured(trial), keys, values(trial, keys))));
        return table.append(importance(report)).toString();
    }

    /** Returns what the numbers are. */
    private static String protocol(Tuning tuning) {
        return "mAP in %%, AP by %s, held-out training pictures; chosen by %s, %s, seed %d%n"
                .formatted(
                        tuning.aim().score().word(),
                        tuning.aim().part().word(),
                        tuning.sampler().word(),
                        tuning.seed());
    }

    private static String means(TuneReport report, Trial trial) {
        RungResult last = trial.last().orElseThrow();
        GroupMeans means = last.means().get(report.tuning().aim().score());
        return ROW.formatted(
                trial.number(),
                last.epochs(),
                GroupMeans.percent(means.total()),
                GroupMeans.percent(means.head()),
                GroupMeans.percent(means.medium()),
                GroupMeans.percent(means.tail()));
    }

    private static String unmeasured(Trial trial) {
        String word = trial.diverged().isPresent() ? "diverged" : "open";
        return ROW.formatted(trial.number(), "-", word, "", "", "");
    }

    private static List<String> values(Trial trial, List<String> keys) {
        return keys.stream().map(trial.point()::get).toList();
    }

    private static String line(String start, List<String> keys, List<String> cells) {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            padded.add(("%" + Math.max(12, keys.get(i).length()) + "s").formatted(cells.get(i)));
        }
        return start + "  " + String.join("  ", padded) + System.lineSeparator();
    }

    private static String importance(TuneReport report) {
        return report.importance().isEmpty()
                ? "Importance needs the results of %d trials, there are %d.%n"
                        .formatted(
                                TuneReport.FEWEST_FOR_IMPORTANCE,
                                report.ranking().size())
                : report.importance().entrySet().stream()
                        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                        .map(entry -> String.format(Locale.ROOT, "%s %.0f %%", entry.getKey(), 100 * entry.getValue()))
                        .collect(Collectors.joining(", ", "Importance, rough from few trials: ", ".%n".formatted()));
    }
}
