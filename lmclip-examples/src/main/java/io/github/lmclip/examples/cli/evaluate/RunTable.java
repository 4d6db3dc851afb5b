package io.github.lmclip.examples.cli.evaluate;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.lmclip.core.RunMetrics;
import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.train.SelectionSplit;
import io.github.lmclip.examples.cli.output.ResultFile;
import io.github.lmclip.examples.cli.output.Tables;
import java.util.List;
import java.util.Optional;

/** A finished run's mAP, of its last and its best epochs. */
public final class RunTable {

    private RunTable() {}

    /** Returns a table for the console. */
    public static String of(RunMetrics metrics) {
        String split = metrics.split().orElse(SelectionSplit.TEST).description();
        StringBuilder table = new StringBuilder("mAP in %, on " + split + "\n").append(Tables.header());
        for (ScoreKind score : ScoreKind.values()) {
            String word = score.word();
            add(table, "last epoch, " + word, metrics.last(score));
            add(table, "best epoch, " + word, metrics.best(score));
        }
        return table.append("The best epoch is the one of the highest mAP there.\n")
                .toString();
    }

    private static void add(StringBuilder table, String title, Optional<RunMetrics.Row> row) {
        row.ifPresent(found -> table.append(Tables.row(title, percents(found.means()))));
    }

    private static List<String> percents(GroupMeans means) {
        return List.of(
                GroupMeans.percent(means.total()),
                GroupMeans.percent(means.head()),
                GroupMeans.percent(means.medium()),
                GroupMeans.percent(means.tail()));
    }

    /** Returns {@code {"split", "epochs": [{"epoch", "score", "total", "head", "medium", "tail"}]}}, mAP in percent. */
    public static JsonObject json(RunMetrics metrics) {
        JsonArray rows = new JsonArray();
        metrics.rows().forEach(row -> {
            JsonObject entry = ResultFile.percent(row.means());
            entry.addProperty("epoch", row.epoch());
            entry.addProperty("score", row.score().word());
            rows.add(entry);
        });
        JsonObject result = new JsonObject();
        metrics.split().ifPresent(split -> result.addProperty("split", split.word()));
        result.add("epochs", rows);
        return result;
    }
}
