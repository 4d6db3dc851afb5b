package io.github.lmclip.core.report;

import com.google.gson.JsonObject;
import io.github.lmclip.core.eval.Evaluation;
import java.util.List;
import java.util.Optional;

/** AP of every class, from the most to the least frequent in training. */
final class ClassesSection {

    /** Pixels of a chart beside its bars. */
    static final int FRAME = 110;

    static final int PER_CLASS = 20;

    private ClassesSection() {}

    static Section of(ReportData data) {
        List<Integer> order = data.byFrequency();
        Evaluation found = data.model().evaluation();
        JsonObject bars = new JsonObject();
        bars.add("names", Json.texts(order.stream().map(data.classNames()::get).toList()));
        bars.add(
                "groups",
                Json.texts(order.stream().map(id -> data.group(id).word()).toList()));
        bars.add("values", percents(found, order));
        bars.addProperty("x", "AP in %");
        data.zeroShot().ifPresent(zero -> {
            bars.add("marks", percents(zero.evaluation(), order));
            bars.addProperty("marksName", "zero-shot");
        });
        Chart chart = new Chart(
                "class-ap",
                "bars",
                "AP of every class, the most frequent in training first",
                "One bar for each class, with its group; a mark is zero-shot's AP.",
                FRAME + PER_CLASS * order.size(),
                bars,
                Optional.of(table(data, order)));
        Html body = new Html()
                .paragraph("Head: 100 training pictures and more; medium: 20 to 99; tail: fewer. A class that no test"
                        + " picture shows has AP 0, as scikit-learn has it.")
                .add(chart.html());
        return new Section("classes", "AP by class", body);
    }

    private static com.google.gson.JsonArray percents(Evaluation evaluation, List<Integer> order) {
        return Json.numbers(
                2,
                order.stream()
                        .mapToDouble(id -> 100 * evaluation.averagePrecisions().get(id))
                        .toArray());
    }

    private static Table table(ReportData data, List<Integer> order) {
        Table.Builder table = new Table.Builder(
                "AP in % of every class",
                "class", "group", "training pictures", "test pictures", "AP", "zero-shot", "gain");
        Evaluation found = data.model().evaluation();
        for (int id : order) {
            double own = found.averagePrecisions().get(id);
            double before = data.zeroShot()
                    .map(zero -> zero.evaluation().averagePrecisions().get(id))
                    .orElse(Double.NaN);
            table.row(
                    data.classNames().get(id),
                    data.group(id).word(),
                    String.valueOf(data.training().counts().get(id)),
                    String.valueOf(found.positives().get(id)),
                    Words.percent(own),
                    Words.percent(before),
                    Words.points(own - before));
        }
        return table.build();
    }
}
