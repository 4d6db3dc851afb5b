package io.github.lmclip.examples.cli.ablate;

import io.github.lmclip.core.ablation.AblationReport;
import io.github.lmclip.core.ablation.AblationRow;
import io.github.lmclip.core.ablation.Variant;
import io.github.lmclip.core.eval.PairedDifference;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.watch.WriteFailure;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** An ablation as CSV: a line for each variant and group, all numbers in percent. */
final class AblationCsv {

    private static final String[] HEADER = {
        "variant",
        "changes",
        "score",
        "epoch",
        "pictures",
        "group",
        "seeds",
        "mean",
        "deviation",
        "difference",
        "difference_deviation",
        "low",
        "high",
        "confidence",
        "inside_noise"
    };

    private static final int DIFFERENCE_CELLS = 6;

    private AblationCsv() {}

    static void write(AblationReport report, ScoreKind score, Path file) {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader(HEADER)
                .setRecordSeparator("\n")
                .get();
        try (Writer text = Files.newBufferedWriter(file);
                CSVPrinter csv = new CSVPrinter(text, format)) {
            for (AblationRow row : report.rows(score)) {
                csv.printRecord(cells(report, score, row));
            }
        } catch (IOException e) {
            throw WriteFailure.of(file, e);
        }
    }

    private static List<String> cells(AblationReport report, ScoreKind score, AblationRow row) {
        List<String> cells = new ArrayList<>(List.of(
                row.variant(),
                changes(report, row.variant()),
                score.word(),
                "last",
                report.ablation().measuredOn().words(),
                row.part().word(),
                Integer.toString(row.means().count()),
                percent(row.means().mean()),
                percent(row.means().deviation())));
        cells.addAll(row.difference().map(AblationCsv::cells).orElse(Collections.nCopies(DIFFERENCE_CELLS, "")));
        return cells;
    }

    private static List<String> cells(PairedDifference found) {
        return List.of(
                percent(found.difference().mean()),
                percent(found.difference().deviation()),
                percent(found.low()),
                percent(found.high()),
                Double.toString(found.confidence()),
                Boolean.toString(found.isInsideNoise()));
    }

    private static String changes(AblationReport report, String name) {
        return report.ablation().variants().stream()
                .filter(variant -> variant.name().equals(name))
                .map(Variant::changes)
                .map(changes -> String.join(
                        ",",
                        changes.entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .toList()))
                .findFirst()
                .orElse("");
    }

    /** Returns nothing for what one seed alone does not tell. */
    private static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.4f", 100 * share) : "";
    }
}
