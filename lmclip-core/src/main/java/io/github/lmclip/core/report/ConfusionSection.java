package io.github.lmclip.core.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.lmclip.core.eval.LabelConfusion;
import io.github.lmclip.core.eval.LabelConfusion.Pair;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which classes are said because another is there. */
final class ConfusionSection {

    /** A larger matrix cannot be read. */
    private static final int MOST_CLASSES = 40;

    private static final int ROWS = 20;
    private static final int FEWEST_PICTURES = 5;
    private static final int FRAME = 220;
    private static final int PER_CLASS = 16;

    private ConfusionSection() {}

    static Section of(ReportData data) {
        LabelConfusion confusion = LabelConfusion.of(data.predictions());
        List<Integer> shown = shown(data, confusion);
        JsonObject matrix = new JsonObject();
        matrix.add(
                "names", Json.texts(shown.stream().map(data.classNames()::get).toList()));
        matrix.add("cells", cells(confusion, shown));
        matrix.addProperty("x", "said, though not there");
        matrix.addProperty("y", "there");
        Html body = new Html()
                .paragraph(
                        "A picture of k labels has its k best classes for the answer. A cell counts the pictures that"
                                + " show the class of its row and not that of its column: the share of them for which the"
                                + " latter was said.");
        body.paragraph(words(data, confusion, shown));
        body.add(table(data, confusion).html());
        body.add(new Chart(
                        "confusion-chart",
                        "matrix",
                        "Classes said where another is shown",
                        "Rows are shown classes, columns classes that were said wrongly.",
                        FRAME + PER_CLASS * shown.size(),
                        matrix,
                        Optional.empty())
                .html());
        return new Section("confusion", "Confusion of labels that go together", body);
    }

    private static String words(ReportData data, LabelConfusion confusion, List<Integer> shown) {
        String part = shown.size() < data.classNames().size()
                ? " The matrix has the %d classes that most answers were wrong about.".formatted(shown.size())
                : "";
        return "Rank correlation of how often two classes go together with how often one is said for the other: %s."
                        .formatted(Words.number(confusion.correlation(), 2))
                + part;
    }

    /** Returns the ids of the classes of the matrix, the most frequent in training first. */
    private static List<Integer> shown(ReportData data, LabelConfusion confusion) {
        Map<Integer, Integer> wrong = new HashMap<>();
        confusion.pairs().forEach(pair -> {
            wrong.merge(pair.shown(), pair.wrong(), Integer::sum);
            wrong.merge(pair.said(), pair.wrong(), Integer::sum);
        });
        List<Integer> order = data.byFrequency();
        return IntStream.range(0, order.size())
                .boxed()
                .sorted(Comparator.comparing((Integer id) -> -wrong.getOrDefault(id, 0)))
                .limit(MOST_CLASSES)
                .sorted(Comparator.comparing(order::indexOf))
                .toList();
    }

    /** Returns [column, row, rate in percent, share that goes together in percent, pictures] for every pair that was confused. */
    private static JsonArray cells(LabelConfusion confusion, List<Integer> shown) {
        JsonArray cells = new JsonArray();
        for (Pair pair : confusion.pairs()) {
            int row = shown.indexOf(pair.shown());
            int column = shown.indexOf(pair.said());
            if (row >= 0 && column >= 0 && pair.wrong() > 0) {
                JsonArray cell = Json.numbers(0, column, row);
                cell.add(Json.number(100 * pair.rate(), 1));
                cell.add(Json.number(100 * pair.together(), 1));
                cell.add(pair.pictures());
                cells.add(cell);
            }
        }
        return cells;
    }

    private static Table table(ReportData data, LabelConfusion confusion) {
        Table.Builder table = new Table.Builder(
                "The pairs that are confused most",
                "shown",
                "said, though not there",
                "pictures",
                "answered so, %",
                "shown together else, %");
        for (Pair pair : confusion.worst(ROWS, FEWEST_PICTURES)) {
            table.row(
                    data.classNames().get(pair.shown()),
                    data.classNames().get(pair.said()),
                    String.valueOf(pair.pictures()),
                    Words.percent(pair.rate()),
                    Words.percent(pair.together()));
        }
        return table.build();
    }
}
