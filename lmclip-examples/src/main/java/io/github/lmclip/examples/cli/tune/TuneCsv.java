package io.github.lmclip.examples.cli.tune;

import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.tune.RungResult;
import io.github.lmclip.core.tune.Trial;
import io.github.lmclip.core.tune.TuneReport;
import io.github.lmclip.core.watch.WriteFailure;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A search as CSV: a line for each trial, rung and score, mAP in percent; one for a trial without result. */
final class TuneCsv {

    private static final List<String> HEADER = List.of(
            "trial", "epochs", "score", "total", "head", "medium", "tail", "seconds", "cpu_seconds", "diverged");

    private TuneCsv() {}

    static void write(TuneReport report, Path file) {
        List<String> keys = List.copyOf(report.tuning().space().domains().keySet());
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader(Stream.concat(HEADER.stream(), keys.stream()).toArray(String[]::new))
                .setRecordSeparator("\n")
                .get();
        try (Writer text = Files.newBufferedWriter(file);
                CSVPrinter csv = new CSVPrinter(text, format)) {
            for (Trial trial : report.trials()) {
                for (List<String> cells : lines(trial)) {
                    List<String> line = new ArrayList<>(cells);
                    keys.forEach(key -> line.add(trial.point().get(key)));
                    csv.printRecord(line);
                }
            }
        } catch (IOException e) {
            throw WriteFailure.of(file, e);
        }
    }

    private static List<List<String>> lines(Trial trial) {
        List<List<String>> lines = new ArrayList<>();
        for (RungResult result : trial.results()) {
            result.means().forEach((score, means) -> lines.add(cells(trial, result, score, means)));
        }
        if (lines.isEmpty() || trial.diverged().isPresent()) {
            List<String> cells = new ArrayList<>(List.of(Integer.toString(trial.number())));
            cells.addAll(Collections.nCopies(HEADER.size() - 2, ""));
            cells.add(trial.diverged().orElse(""));
            lines.add(cells);
        }
        return lines;
    }

    private static List<String> cells(Trial trial, RungResult result, ScoreKind score, GroupMeans means) {
        return List.of(
                Integer.toString(trial.number()),
                Integer.toString(result.epochs()),
                score.word(),
                percent(means.total()),
                percent(means.head()),
                percent(means.medium()),
                percent(means.tail()),
                String.format(Locale.ROOT, "%.1f", result.seconds()),
                String.format(Locale.ROOT, "%.1f", result.cpuSeconds()),
                "");
    }

    private static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.4f", 100 * share) : "";
    }
}
