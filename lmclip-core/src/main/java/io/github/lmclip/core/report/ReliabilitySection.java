package io.github.lmclip.core.report;

import io.github.lmclip.core.eval.Assessment;
import io.github.lmclip.core.eval.Decisions.Rates;
import io.github.lmclip.core.eval.Reliability;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.data.ClassGroup;
import java.util.List;
import java.util.Optional;

/** Whether probabilities mean what they say. */
final class ReliabilitySection {

    private static final int HEIGHT = 400;

    private ReliabilitySection() {}

    static Section of(ReportData data) {
        Reliability softmax = Reliability.of(
                ScoreKind.SOFTMAX.of(data.predictions().logits()),
                data.predictions().targets(),
                Assessment.BINS);
        Optional<Assessment.Fitted> fitted = data.model().assessment().fitted();
        LineData lines = new LineData("probability that was said", "share that was right")
                .range("x", 0, 1)
                .range("y", 0, 1)
                .line("right as often as said", -1, List.of(new double[] {0, 0}, new double[] {1, 1}), 1);
        fitted.ifPresent(fit -> lines.line("fitted (Platt)", 0, points(fit.reliability()), 4));
        lines.line("softmax as it is", 1, points(softmax), 4);
        Html body = new Html().paragraph(words(fitted, softmax));
        body.add(new Chart(
                        "reliability-chart",
                        "lines",
                        "Reliability of probabilities",
                        "Points on the straight line are right as often as they say.",
                        HEIGHT,
                        lines.json(),
                        Optional.of(table(fitted.map(Assessment.Fitted::reliability), softmax)))
                .html());
        fitted.ifPresent(fit -> body.add(decisions(fit).html()));
        return new Section("reliability", "Reliability and decisions", body);
    }

    private static String words(Optional<Assessment.Fitted> fitted, Reliability softmax) {
        String own = "Expected calibration error over all pairs of a picture and a class, of the softmax as it is: %s."
                .formatted(Words.number(softmax.expectedCalibrationError(), 4));
        return fitted.map(fit ->
                                "Probabilities by Platt's sigmoid, fitted class by class on the training split: expected"
                                        + " calibration error %s. "
                                                .formatted(Words.number(
                                                        fit.reliability().expectedCalibrationError(), 4)))
                        .orElse("Nothing was fitted on training pictures. ")
                + own;
    }

    private static List<double[]> points(Reliability reliability) {
        return reliability.bins().stream()
                .filter(bin -> bin.count() > 0)
                .map(bin -> new double[] {bin.confidence(), bin.accuracy()})
                .toList();
    }

    private static Table table(Optional<Reliability> fitted, Reliability softmax) {
        Table.Builder table =
                new Table.Builder("Answers by probability", "kind", "range", "answers", "mean probability", "right");
        fitted.ifPresent(bins -> addRows(table, "fitted", bins));
        addRows(table, "softmax", softmax);
        return table.build();
    }

    private static void addRows(Table.Builder table, String kind, Reliability bins) {
        bins.bins()
                .forEach(bin -> table.row(
                        kind,
                        Words.number(bin.low(), 2) + " to " + Words.number(bin.high(), 2),
                        String.valueOf(bin.count()),
                        Words.number(bin.confidence(), 3),
                        Words.number(bin.accuracy(), 3)));
    }

    private static Table decisions(Assessment.Fitted fitted) {
        Table.Builder table = new Table.Builder(
                "Decisions at thresholds of the best F1 on the training split, in %",
                "mean", "precision", "recall", "F1");
        List<ClassGroup> all = List.of(ClassGroup.values());
        addRow(table, "micro", fitted.decisions().micro(all));
        addRow(table, "macro", fitted.decisions().macro(all));
        all.forEach(group ->
                addRow(table, "macro, " + group.word(), fitted.decisions().macro(List.of(group))));
        return table.build();
    }

    private static void addRow(Table.Builder table, String name, Rates rates) {
        table.row(name, Words.percent(rates.precision()), Words.percent(rates.recall()), Words.percent(rates.f1()));
    }
}
