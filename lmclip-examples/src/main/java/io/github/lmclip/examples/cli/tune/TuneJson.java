package io.github.lmclip.examples.cli.tune;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.lmclip.core.tune.RungResult;
import io.github.lmclip.core.tune.Trial;
import io.github.lmclip.core.tune.TuneReport;
import io.github.lmclip.core.tune.Tuning;
import io.github.lmclip.examples.cli.output.ResultFile;

/**
 * A search as JSON, all mAP in percent: {@code protocol}, {@code trials} with point and results, {@code best} as the number
 * of a trial, {@code importance} by key, {@code failures}.
 */
final class TuneJson {

    private static final Gson GSON = new Gson();

    private TuneJson() {}

    static JsonObject of(TuneReport report) {
        JsonObject result = new JsonObject();
        result.add("protocol", protocol(report));
        JsonArray trials = new JsonArray();
        report.trials().forEach(trial -> trials.add(trial(report.tuning(), trial)));
        result.add("trials", trials);
        report.best().ifPresent(best -> result.addProperty("best", best.number()));
        result.add("importance", GSON.toJsonTree(report.importance()));
        result.add("failures", GSON.toJsonTree(report.failures()));
        return result;
    }

    private static JsonObject protocol(TuneReport report) {
        Tuning tuning = report.tuning();
        JsonObject protocol = new JsonObject();
        protocol.addProperty("score", tuning.aim().score().word());
        protocol.addProperty("objective", tuning.aim().part().word());
        protocol.addProperty("pictures", "held-out pictures");
        protocol.addProperty("sampler", tuning.sampler().word());
        protocol.addProperty("seed", tuning.seed());
        protocol.addProperty("eta", tuning.eta());
        protocol.add("rungs", GSON.toJsonTree(tuning.halving().epochs()));
        protocol.addProperty("complete", report.isComplete());
        return protocol;
    }

    private static JsonObject trial(Tuning tuning, Trial trial) {
        JsonObject entry = new JsonObject();
        entry.addProperty("trial", trial.number());
        entry.add("point", GSON.toJsonTree(trial.point()));
        JsonArray results = new JsonArray();
        trial.results().forEach(result -> results.add(result(tuning, result)));
        entry.add("results", results);
        trial.diverged().ifPresent(how -> entry.addProperty("diverged", how));
        return entry;
    }

    private static JsonObject result(Tuning tuning, RungResult result) {
        JsonObject entry = ResultFile.percent(result.means().get(tuning.aim().score()));
        entry.addProperty("epochs", result.epochs());
        entry.addProperty("seconds", result.seconds());
        entry.addProperty("cpuSeconds", result.cpuSeconds());
        return entry;
    }
}
