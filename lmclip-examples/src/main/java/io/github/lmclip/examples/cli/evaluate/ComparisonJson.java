package io.github.lmclip.examples.cli.evaluate;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.lmclip.core.eval.Headline;
import io.github.lmclip.core.eval.Interval;
import io.github.lmclip.core.eval.PairedComparison;
import io.github.lmclip.core.report.ComparedThing;
import io.github.lmclip.core.report.Comparison;
import java.util.Map;

/** A comparison as JSON: shares in [0, 1], nothing where a number is undefined. */
final class ComparisonJson {

    private ComparisonJson() {}

    static JsonObject of(Comparison found) {
        JsonArray rows = new JsonArray();
        for (int i = 0; i < found.models().size(); i++) {
            JsonObject row = new JsonObject();
            row.addProperty("file", found.models().get(i).name());
            row.addProperty("chosenBy", found.models().get(i).choice());
            row.add("mAP", intervals(found.intervals().get(i)));
            if (i > 0) {
                PairedComparison pair = found.pairs().get(i - 1);
                row.add("difference", intervals(pair.differences()));
                row.add("p", probabilities(pair.probabilities()));
                row.add("pAdjusted", probabilities(pair.adjusted()));
            }
            rows.add(row);
        }
        JsonObject result = new JsonObject();
        result.addProperty("score", found.score().word());
        result.addProperty("note", ComparisonTable.note(found));
        result.add("rows", rows);
        JsonArray things = new JsonArray();
        found.things().forEach(thing -> things.add(thing(thing)));
        result.add("things", things);
        JsonArray warnings = new JsonArray();
        found.warnings().forEach(warnings::add);
        result.add("warnings", warnings);
        return result;
    }

    private static JsonObject thing(ComparedThing thing) {
        JsonObject result = new JsonObject();
        result.addProperty("name", thing.name());
        result.addProperty("models", thing.models());
        JsonObject means = new JsonObject();
        thing.means().forEach((part, found) -> {
            JsonObject mean = new JsonObject();
            mean.addProperty("mean", found.mean());
            if (found.count() > 1) {
                mean.addProperty("deviation", found.deviation());
            }
            means.add(part.word(), mean);
        });
        result.add("mAP", means);
        JsonObject differences = new JsonObject();
        thing.differences().forEach((part, found) -> {
            JsonObject difference = new JsonObject();
            difference.addProperty("mean", found.difference());
            if (!Double.isInfinite(found.low())) {
                difference.addProperty("low", found.low());
                difference.addProperty("high", found.high());
            }
            difference.addProperty("paired", found.paired());
            difference.addProperty("insideNoise", found.isInsideNoise());
            differences.add(part.word(), difference);
        });
        result.add("difference", differences);
        return result;
    }

    private static JsonObject intervals(Map<Headline, Interval> found) {
        JsonObject result = new JsonObject();
        Comparison.SHOWN.forEach(
                headline -> result.add(Comparison.word(headline), AssessmentJson.interval(found.get(headline))));
        return result;
    }

    private static JsonObject probabilities(Map<Headline, Double> found) {
        JsonObject result = new JsonObject();
        Comparison.SHOWN.stream()
                .filter(headline ->
                        found.containsKey(headline) && !found.get(headline).isNaN())
                .forEach(headline -> result.addProperty(Comparison.word(headline), found.get(headline)));
        return result;
    }
}
