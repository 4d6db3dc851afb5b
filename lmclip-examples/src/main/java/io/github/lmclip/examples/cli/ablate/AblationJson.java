package io.github.lmclip.examples.cli.ablate;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.lmclip.core.ablation.AblationFailure;
import io.github.lmclip.core.ablation.AblationReport;
import io.github.lmclip.core.ablation.AblationRow;
import io.github.lmclip.core.ablation.AblationRun;
import io.github.lmclip.core.ablation.RateChoice;
import io.github.lmclip.core.eval.PairedDifference;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.examples.cli.output.ResultFile;
import java.util.List;

/**
 * An ablation as JSON, all mAP in percent: {@code protocol}, {@code variants} with their changes, {@code rows} of the table,
 * {@code runs}, {@code failures}, and {@code rates} where learning rates were chosen.
 */
final class AblationJson {

    private static final Gson GSON = new Gson();

    private AblationJson() {}

    static JsonObject of(AblationReport report, ScoreKind score, List<RateChoice> rates) {
        JsonObject result = new JsonObject();
        result.add("protocol", protocol(report, score));
        result.add("variants", GSON.toJsonTree(report.ablation().variants()));
        result.add(
                "rows", array(report.rows(score).stream().map(AblationJson::row).toList()));
        result.add(
                "runs", array(report.runs().stream().map(run -> run(run, score)).toList()));
        result.add(
                "failures",
                array(report.failures().stream().map(AblationJson::failure).toList()));
        result.add("rates", array(rates.stream().map(AblationJson::rate).toList()));
        return result;
    }

    private static JsonArray array(List<JsonObject> entries) {
        JsonArray array = new JsonArray();
        entries.forEach(array::add);
        return array;
    }

    private static JsonObject protocol(AblationReport report, ScoreKind score) {
        JsonObject protocol = new JsonObject();
        protocol.addProperty("score", score.word());
        protocol.addProperty("epoch", "last");
        protocol.addProperty("pictures", report.ablation().measuredOn().words());
        protocol.add("seeds", GSON.toJsonTree(report.ablation().seedNumbers().toArray()));
        protocol.addProperty("comparedWith", report.ablation().variants().get(0).name());
        protocol.addProperty("confidence", report.ablation().confidence());
        protocol.addProperty("complete", report.isComplete());
        return protocol;
    }

    private static JsonObject row(AblationRow row) {
        JsonObject entry = new JsonObject();
        entry.addProperty("variant", row.variant());
        entry.addProperty("group", row.part().word());
        entry.addProperty("seeds", row.means().count());
        add(entry, "mean", row.means().mean());
        add(entry, "deviation", row.means().deviation());
        row.difference().ifPresent(found -> entry.add("difference", difference(found)));
        return entry;
    }

    private static JsonObject difference(PairedDifference found) {
        JsonObject entry = new JsonObject();
        add(entry, "mean", found.difference().mean());
        add(entry, "deviation", found.difference().deviation());
        add(entry, "low", found.low());
        add(entry, "high", found.high());
        entry.addProperty("insideNoise", found.isInsideNoise());
        return entry;
    }

    private static JsonObject run(AblationRun run, ScoreKind score) {
        JsonObject entry = ResultFile.percent(run.means().get(score));
        entry.addProperty("variant", run.variant());
        entry.addProperty("seed", run.seed());
        entry.addProperty("seconds", run.seconds());
        entry.addProperty("cpuSeconds", run.cpuSeconds());
        return entry;
    }

    private static JsonObject failure(AblationFailure failure) {
        return GSON.toJsonTree(failure).getAsJsonObject();
    }

    private static JsonObject rate(RateChoice choice) {
        JsonObject entry = new JsonObject();
        entry.addProperty("variant", choice.variant());
        entry.addProperty("learningRate", choice.rate());
        entry.addProperty("atEdge", choice.atEdge());
        add(entry, "heldOutTotal", choice.total());
        return entry;
    }

    /** Leaves out what one seed alone does not tell; JSON has neither NaN nor infinity. */
    private static void add(JsonObject entry, String name, double share) {
        if (Double.isFinite(share)) {
            entry.addProperty(name, 100 * share);
        }
    }
}
