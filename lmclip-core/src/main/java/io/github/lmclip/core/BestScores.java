package io.github.lmclip.core;

import com.google.gson.JsonObject;
import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.ScoreKind;
import java.util.function.ToDoubleFunction;

/** A run's best epochs as {@code run.json} has them: by score, in total and on the tail. */
final class BestScores {

    private BestScores() {}

    /** Returns {@code {"softmax": {"total": {"epoch", "mAP"}, "tail": ...}, "raw": ...}}, mAP in [0, 1]; unmeasured ones are left out. */
    static JsonObject of(RunMetrics metrics) {
        JsonObject scores = new JsonObject();
        for (ScoreKind score : ScoreKind.values()) {
            JsonObject best = new JsonObject();
            add(best, "total", metrics, score, GroupMeans::total);
            add(best, "tail", metrics, score, GroupMeans::tail);
            if (best.size() > 0) {
                scores.add(score.word(), best);
            }
        }
        return scores;
    }

    private static void add(
            JsonObject best, String name, RunMetrics metrics, ScoreKind score, ToDoubleFunction<GroupMeans> measure) {
        metrics.best(score, measure).ifPresent(row -> {
            JsonObject entry = new JsonObject();
            entry.addProperty("epoch", row.epoch());
            entry.addProperty("mAP", measure.applyAsDouble(row.means()));
            best.add(name, entry);
        });
    }
}
