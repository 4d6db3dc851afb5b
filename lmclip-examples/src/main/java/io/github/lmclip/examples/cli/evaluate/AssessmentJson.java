package io.github.lmclip.examples.cli.evaluate;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.lmclip.core.eval.Assessment;
import io.github.lmclip.core.eval.Bootstrap;
import io.github.lmclip.core.eval.ClassDistances;
import io.github.lmclip.core.eval.Decisions;
import io.github.lmclip.core.eval.DistanceTable;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.Interval;
import io.github.lmclip.core.eval.LabelSubset;
import io.github.lmclip.core.eval.Reliability;
import io.github.lmclip.core.eval.Scan;
import io.github.lmclip.core.report.PublishedSplit;
import io.github.lmclip.data.ClassGroup;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An assessment as JSON: shares in [0, 1], nothing where a number is undefined. */
final class AssessmentJson {

    private AssessmentJson() {}

    static JsonObject of(Assessment found, Optional<Scan> scan, Provenance origin, Bootstrap bootstrap) {
        JsonObject result = new JsonObject();
        result.addProperty("model", origin.model());
        result.addProperty("chosenBy", origin.choice());
        result.addProperty("score", word(found.score()));
        Evaluation all = found.subsets().get(LabelSubset.ALL);
        result.addProperty("note", PublishedSplit.note(all.classNames(), all.images()));
        result.add("intervals", intervals(found, bootstrap));
        JsonObject subsets = new JsonObject();
        found.subsets()
                .forEach((subset, evaluation) ->
                        subsets.add(word(subset), evaluation(evaluation, AssessmentTable.means(subset, evaluation))));
        result.add("subsets", subsets);
        scan.ifPresent(features -> result.add("distances", distances(features)));
        found.fitted().ifPresent(fitted -> result.add("fitted", fitted(fitted)));
        JsonObject labels = new Gson().toJsonTree(found.ranking()).getAsJsonObject();
        found.recallAt().forEach((k, recall) -> labels.addProperty("recallAt" + k, recall));
        result.add("labels", labels);
        result.add("classes", classes(all));
        return result;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void add(JsonObject object, String name, double value) {
        if (!Double.isNaN(value)) {
            object.addProperty(name, value);
        }
    }

    private static JsonObject intervals(Assessment found, Bootstrap bootstrap) {
        JsonObject result = new JsonObject();
        result.addProperty("method", word(bootstrap.method()));
        result.addProperty("resamples", bootstrap.resamples());
        result.addProperty("level", bootstrap.level());
        result.addProperty("seed", bootstrap.seed());
        found.intervals().forEach((headline, interval) -> result.add(word(headline), interval(interval)));
        return result;
    }

    static JsonObject interval(Interval interval) {
        JsonObject result = new JsonObject();
        add(result, "estimate", interval.estimate());
        add(result, "low", interval.low());
        add(result, "high", interval.high());
        return result;
    }

    private static JsonObject evaluation(Evaluation evaluation, GroupMeans precision) {
        JsonObject result = new JsonObject();
        result.addProperty("images", evaluation.images());
        result.add("mAP", means(precision));
        result.add("auroc", means(evaluation.meanAuroc()));
        return result;
    }

    private static JsonObject means(GroupMeans means) {
        JsonObject result = new JsonObject();
        add(result, "total", means.total());
        add(result, "head", means.head());
        add(result, "medium", means.medium());
        add(result, "tail", means.tail());
        return result;
    }

    private static JsonObject distances(Scan scan) {
        JsonObject result = new JsonObject();
        for (LabelSubset subset : List.of(LabelSubset.ALL, LabelSubset.MULTI)) {
            DistanceTable.ofPictures(scan, subset)
                    .ifPresent(table -> result.add("centres_" + word(subset), distances(table)));
            DistanceTable.ofTexts(scan, subset)
                    .ifPresent(table -> result.add("texts_" + word(subset), distances(table)));
        }
        return result;
    }

    private static JsonObject distances(DistanceTable table) {
        JsonObject result = new JsonObject();
        result.add("total", distances(table.total()));
        table.groups().forEach((group, distances) -> result.add(word(group), distances(distances)));
        return result;
    }

    private static JsonObject distances(ClassDistances distances) {
        JsonObject result = new JsonObject();
        add(result, "positive", distances.positive());
        add(result, "negative", distances.negative());
        add(result, "ratio", distances.ratio());
        return result;
    }

    private static JsonObject fitted(Assessment.Fitted fitted) {
        JsonObject result = new JsonObject();
        result.add("thresholds", new Gson().toJsonTree(fitted.thresholds()));
        Decisions decisions = fitted.decisions();
        List<ClassGroup> all = List.of(ClassGroup.values());
        result.add("micro", rates(decisions.micro(all)));
        result.add("macro", rates(decisions.macro(all)));
        for (ClassGroup group : all) {
            result.add(word(group), rates(decisions.macro(List.of(group))));
        }
        result.addProperty("hammingLoss", decisions.hammingLoss());
        result.addProperty("expectedCalibrationError", fitted.reliability().expectedCalibrationError());
        JsonArray bins = new JsonArray();
        for (Reliability.Bin bin : fitted.reliability().bins()) {
            JsonObject row = new JsonObject();
            row.addProperty("low", bin.low());
            row.addProperty("high", bin.high());
            row.addProperty("count", bin.count());
            add(row, "confidence", bin.confidence());
            add(row, "accuracy", bin.accuracy());
            bins.add(row);
        }
        result.add("reliability", bins);
        return result;
    }

    private static JsonObject rates(Decisions.Rates rates) {
        JsonObject result = new JsonObject();
        add(result, "precision", rates.precision());
        add(result, "recall", rates.recall());
        add(result, "f1", rates.f1());
        return result;
    }

    private static JsonArray classes(Evaluation evaluation) {
        JsonArray rows = new JsonArray();
        for (int id = 0; id < evaluation.classNames().size(); id++) {
            JsonObject row = new JsonObject();
            row.addProperty("name", evaluation.classNames().get(id));
            row.addProperty("group", word(evaluation.groups().get(id)));
            row.addProperty("images", evaluation.positives().get(id));
            add(row, "averagePrecision", evaluation.averagePrecisions().get(id));
            add(row, "auroc", evaluation.aurocs().get(id));
            rows.add(row);
        }
        return rows;
    }
}
