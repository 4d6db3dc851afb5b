package io.github.lmclip.core.report;

import io.github.lmclip.core.eval.PrecisionRecall;
import io.github.lmclip.data.ClassGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Precision against recall of the classes that a reader chooses. */
final class PrecisionRecallSection {

    private static final int HEIGHT = 400;
    private static final int POINTS = 60;
    private static final double[] RECALLS = {0.1, 0.25, 0.5, 0.75, 0.9, 1};

    private PrecisionRecallSection() {}

    static Section of(ReportData data) {
        List<Integer> order = data.byFrequency();
        List<PrecisionRecall> curves =
                PrecisionRecall.ofClasses(data.predictions(), data.options().score());
        LineData lines = new LineData("recall", "precision")
                .range("x", 0, 1)
                .range("y", 0, 1)
                .chosen(chosen(data, order));
        Table.Builder table = new Table.Builder(
                "Best precision in % where at least so much is found",
                Stream.concat(
                                Stream.of("class"),
                                Arrays.stream(RECALLS).mapToObj(recall -> "recall " + Words.number(recall, 2)))
                        .toArray(String[]::new));
        for (int rank = 0; rank < order.size(); rank++) {
            int id = order.get(rank);
            String name = data.classNames().get(id);
            PrecisionRecall curve = curves.get(id);
            lines.line(
                    name,
                    rank,
                    curve.thinned(POINTS).points().stream()
                            .map(point -> new double[] {point.recall(), point.precision()})
                            .toList(),
                    4);
            List<String> cells = new ArrayList<>(List.of(name));
            for (double recall : RECALLS) {
                cells.add(Words.percent(curve.precisionAt(recall)));
            }
            table.row(cells);
        }
        Chart chart = new Chart(
                "precision-recall-chart",
                "lines",
                "Precision and recall of chosen classes",
                "One line for each chosen class.",
                HEIGHT,
                lines.json(),
                Optional.of(table.build()));
        return new Section(
                "precision-recall",
                "Precision and recall",
                new Html()
                        .paragraph(
                                "Down the ranking by " + Words.of(data.options().score())
                                        + "; at first the classes that were asked for, or a frequent and a rare one of each"
                                        + " group. Others can be chosen below the drawing.")
                        .add(chart.html()));
    }

    /** Returns the names to begin with: those wanted, or the most and the least frequent of each group. */
    private static List<String> chosen(ReportData data, List<Integer> order) {
        List<String> wanted = data.options().classes();
        if (!wanted.isEmpty()) {
            requireKnown(wanted, data.classNames());
            return wanted;
        }
        return Stream.of(ClassGroup.values())
                .flatMap(group -> {
                    List<Integer> ids =
                            order.stream().filter(id -> data.group(id) == group).toList();
                    return ids.isEmpty() ? Stream.of() : Stream.of(ids.get(0), ids.get(ids.size() - 1));
                })
                .distinct()
                .sorted(Comparator.comparing(order::indexOf))
                .map(data.classNames()::get)
                .toList();
    }

    static void requireKnown(List<String> wanted, List<String> names) {
        for (String name : wanted) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "there is no class \"%s\"; there are %s".formatted(name, String.join(", ", names)));
            }
        }
    }
}
