package io.github.lmclip.core.report;

import io.github.lmclip.core.RunMetrics;
import io.github.lmclip.core.RunMetrics.Epoch;
import io.github.lmclip.core.eval.GroupMeans.Part;
import io.github.lmclip.core.eval.ScoreKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** mAP, loss and learning rate, epoch by epoch. */
final class CurvesSection {

    private static final int HEIGHT = 320;
    private static final int SMALL = 220;
    private static final int DECIMALS = 6;

    private CurvesSection() {}

    static Section of(ReportData data) {
        RunMetrics metrics = data.metrics();
        Html body = new Html();
        if (metrics.epochs().isEmpty()) {
            body.paragraph("The run has not finished an epoch.");
            return new Section("curves", "Training curves", body);
        }
        body.add(precision(metrics, data.options().score()).html());
        body.add(epochs("loss", "Loss, mean over the epoch's pictures", metrics, Epoch::loss)
                .html());
        body.add(epochs("rate", "Learning rate", metrics, Epoch::learningRate).html());
        body.add(table(metrics).folded());
        return new Section("curves", "Training curves", body);
    }

    private static Chart precision(RunMetrics metrics, ScoreKind score) {
        LineData lines = new LineData("epoch", "mAP in %").wholeSteps();
        Table.Builder table =
                new Table.Builder("mAP in % after each epoch", "epoch", "score", "total", "head", "medium", "tail");
        for (Part part : Part.values()) {
            List<double[]> points = metrics.rows().stream()
                    .filter(row -> row.score() == score)
                    .map(row -> new double[] {row.epoch(), 100 * part.of(row.means())})
                    .toList();
            lines.line(part.word(), part.ordinal(), points, 3);
        }
        metrics.best(score).ifPresent(best -> lines.mark(best.epoch(), "best epoch"));
        metrics.rows().forEach(row -> {
            List<String> cells = new ArrayList<>(List.of(String.valueOf(row.epoch()), Words.of(row.score())));
            for (Part part : Part.values()) {
                cells.add(Words.percent(part.of(row.means())));
            }
            table.row(cells);
        });
        return new Chart(
                "curve-map",
                "lines",
                "mAP by " + Words.of(score) + " after each epoch",
                "One line in total and one for each group.",
                HEIGHT,
                lines.json(),
                Optional.of(table.build()));
    }

    private static Chart epochs(String id, String title, RunMetrics metrics, ToDoubleFunction<Epoch> value) {
        List<double[]> points = metrics.epochs().stream()
                .map(epoch -> new double[] {epoch.epoch(), value.applyAsDouble(epoch)})
                .toList();
        LineData lines = new LineData("epoch", id.equals("rate") ? "learning rate" : "loss")
                .wholeSteps()
                .line(id.equals("rate") ? "learning rate" : "loss", 0, points, id.equals("rate") ? 12 : DECIMALS);
        return new Chart(
                "curve-" + id, "lines", title, "One line over the epochs.", SMALL, lines.json(), Optional.empty());
    }

    private static Table table(RunMetrics metrics) {
        Table.Builder table = new Table.Builder(
                "Loss, rate and time of each epoch", "epoch", "learning rate", "loss", "pictures skipped", "seconds");
        metrics.epochs()
                .forEach(epoch -> table.row(
                        String.valueOf(epoch.epoch()),
                        String.valueOf(epoch.learningRate()),
                        Words.number(epoch.loss(), 4),
                        String.valueOf(epoch.skipped()),
                        Words.number(epoch.seconds(), 1)));
        return table.build();
    }
}
