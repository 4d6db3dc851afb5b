package io.github.lmclip.examples.cli.output;

import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.GroupMeans;
import java.util.List;

/** Small tables for the console. */
public final class Tables {

    private static final String ROW = "%-22s %14s %14s %14s %14s%n";

    private Tables() {}

    /** Returns a row of mAP per evaluation. */
    public static String groups(List<String> titles, List<Evaluation> evaluations) {
        StringBuilder table = new StringBuilder(header());
        for (int i = 0; i < titles.size(); i++) {
            GroupMeans means = evaluations.get(i).meanAveragePrecision();
            table.append(ROW.formatted(
                    titles.get(i),
                    GroupMeans.percent(means.total()),
                    GroupMeans.percent(means.head()),
                    GroupMeans.percent(means.medium()),
                    GroupMeans.percent(means.tail())));
        }
        return table.toString();
    }

    public static String header() {
        return ROW.formatted("", "total", "head", "medium", "tail");
    }

    public static String row(String title, List<String> cells) {
        return ROW.formatted(title, cells.get(0), cells.get(1), cells.get(2), cells.get(3));
    }
}
