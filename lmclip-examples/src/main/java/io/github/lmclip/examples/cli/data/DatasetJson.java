package io.github.lmclip.examples.cli.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.inspect.ClassDoubts;
import io.github.lmclip.data.inspect.DatasetSummary;
import io.github.lmclip.data.inspect.GroupOverlap;
import io.github.lmclip.data.inspect.LabelledData;
import io.github.lmclip.data.inspect.SamplingPlan;
import java.util.List;
import java.util.Optional;

/** What {@link DatasetTables} shows, as JSON. */
final class DatasetJson {

    private DatasetJson() {}

    /** Returns {@code {"splits", "overlap", "classes", "epoch", "warnings"}}; shares are in [0, 1]. */
    static JsonObject of(LabelledData data, SamplingPlan plan) {
        JsonArray splits = new JsonArray();
        data.splits().forEach(split -> splits.add(split(split)));
        JsonObject epoch = new JsonObject();
        epoch.addProperty("draws", data.train().size());
        epoch.addProperty("power", plan.power());
        epoch.addProperty("distinctImages", plan.distinctImages());
        JsonObject result = new JsonObject();
        result.add("splits", splits);
        result.add("overlap", overlap(data.train()));
        result.add("classes", classes(data, plan));
        result.add("epoch", epoch);
        JsonArray warnings = new JsonArray();
        ClassDoubts.of(data).forEach(doubt -> warnings.add(doubt.message()));
        result.add("warnings", warnings);
        return result;
    }

    private static JsonObject split(LongTailDataset split) {
        DatasetSummary summary = DatasetSummary.of(split);
        JsonObject row = new JsonObject();
        row.addProperty("name", split.name());
        row.addProperty("images", summary.images());
        row.addProperty("unlabelled", summary.unlabelled());
        row.addProperty("meanLabels", summary.meanLabels());
        row.addProperty("maxLabels", summary.maxLabels());
        row.addProperty("imbalanceRatio", summary.imbalanceRatio());
        return row;
    }

    private static JsonObject overlap(LongTailDataset training) {
        GroupOverlap overlap = GroupOverlap.of(training, ClassFrequencies.of(training));
        JsonObject result = new JsonObject();
        for (ClassGroup of : ClassGroup.values()) {
            JsonObject row = new JsonObject();
            for (ClassGroup with : ClassGroup.values()) {
                overlap.share(of, with).ifPresent(share -> row.addProperty(with.word(), share));
            }
            result.add(of.word(), row);
        }
        return result;
    }

    private static JsonArray classes(LabelledData data, SamplingPlan plan) {
        List<Integer> train = DatasetSummary.of(data.train()).counts();
        Optional<List<Integer>> test =
                data.test().map(split -> DatasetSummary.of(split).counts());
        JsonArray rows = new JsonArray();
        for (int id = 0; id < train.size(); id++) {
            JsonObject row = new JsonObject();
            row.addProperty("name", data.train().classNames().get(id));
            row.addProperty("group", ClassGroup.of(train.get(id)).word());
            row.addProperty("train", train.get(id));
            if (test.isPresent()) {
                row.addProperty("test", test.get().get(id));
            }
            row.addProperty("weight", plan.classWeights().get(id));
            row.addProperty("draws", plan.drawsPerEpoch().get(id));
            rows.add(row);
        }
        return rows;
    }
}
