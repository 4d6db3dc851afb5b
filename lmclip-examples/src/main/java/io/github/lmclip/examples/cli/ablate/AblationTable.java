package io.github.lmclip.examples.cli.ablate;

import io.github.lmclip.core.ablation.Ablation;
import io.github.lmclip.core.ablation.AblationReport;
import io.github.lmclip.core.ablation.AblationRow;
import io.github.lmclip.core.eval.GroupMeans.Part;
import io.github.lmclip.core.eval.PairedDifference;
import io.github.lmclip.core.eval.ScoreKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** An ablation for the console: a line of means for each variant, and one of differences to the first. */
final class AblationTable {

    private static final String INSIDE_NOISE = " ~";

    private final AblationReport report;
    private final List<AblationRow> rows;
    private final String base;
    private final String protocol;

    AblationTable(AblationReport report, ScoreKind score) {
        this.report = report;
        rows = report.rows(score);
        base = report.ablation().variants().get(0).name();
        protocol = protocol(report.ablation(), score);
    }

    /** Returns what the numbers are. */
    static String protocol(Ablation ablation, ScoreKind score) {
        return "mAP in %%, AP by %s, last epoch, %s, seeds %s: mean +- standard deviation%n"
                .formatted(
                        score == ScoreKind.SOFTMAX ? "softmax over the classes" : "raw logits",
                        ablation.measuredOn().words(),
                        seeds(ablation.seedNumbers()));
    }

    private static String seeds(LongStream numbers) {
        return numbers.mapToObj(Long::toString).collect(Collectors.joining(", "));
    }

    String text() {
        StringBuilder table = new StringBuilder(protocol);
        table.append(line("", part -> part.word()));
        report.ablation().variants().stream()
                .map(variant -> variant.name())
                .filter(name -> rows.stream().anyMatch(row -> row.variant().equals(name)))
                .forEach(name -> table.append(lines(name)));
        return table.append(notes()).toString();
    }

    private String lines(String variant) {
        String means = line(variant, part -> cell(variant, part, AblationTable::mean));
        boolean compared = rows.stream()
                .anyMatch(
                        row -> row.variant().equals(variant) && row.difference().isPresent());
        return compared ? means + line("  to " + base, part -> cell(variant, part, AblationTable::difference)) : means;
    }

    private String cell(String variant, Part part, Function<AblationRow, String> text) {
        return rows.stream()
                .filter(row -> row.variant().equals(variant) && row.part() == part)
                .map(text)
                .findFirst()
                .orElse("-");
    }

    private static String mean(AblationRow row) {
        return format("%.2f", row.means().mean())
                + (row.means().count() == 1
                        ? ""
                        : " +- " + format("%.2f", row.means().deviation()))
                + "  ";
    }

    private static String difference(AblationRow row) {
        return row.difference()
                .map(found -> format("%+.2f", found.difference().mean())
                        + (found.difference().count() == 1 ? "" : " +- " + format("%.2f", reach(found)))
                        + (found.isInsideNoise() ? INSIDE_NOISE : "  "))
                .orElse("-  ");
    }

    private static double reach(PairedDifference found) {
        return (found.high() - found.low()) / 2;
    }

    private static String format(String pattern, double share) {
        return String.format(Locale.ROOT, pattern, 100 * share);
    }

    private static String line(String title, Function<Part, String> cell) {
        return "%-32s".formatted(title)
                + Arrays.stream(Part.values()).map(cell).map("%19s"::formatted).collect(Collectors.joining())
                + System.lineSeparator();
    }

    private String notes() {
        List<AblationRow> compared =
                rows.stream().filter(row -> row.difference().isPresent()).toList();
        if (compared.isEmpty()) {
            return "";
        }
        long noise = compared.stream()
                .filter(row -> row.difference().get().isInsideNoise())
                .count();
        double confidence = report.ablation().confidence();
        return String.format(
                Locale.ROOT,
                "to %s: difference to it from the same seeds +- half of the %.0f %% interval (Student's t).%n"
                        + "%s: inside the noise, as the interval holds 0: %d of %d differences. Of as many intervals"
                        + " about %.1f miss the truth.%n",
                base,
                100 * confidence,
                INSIDE_NOISE.strip(),
                noise,
                compared.size(),
                (1 - confidence) * compared.size());
    }
}
