package io.github.lmclip.examples.cli.output;

import com.google.gson.JsonObject;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.GroupMeans;

/** The quickstart's result as JSON: seed, seconds, and mAP in percent before and after. */
public final class ResultFile {

    private ResultFile() {}

    public static JsonObject of(long seed, double seconds, Evaluation before, Evaluation after) {
        JsonObject result = new JsonObject();
        result.addProperty("seed", seed);
        result.addProperty("seconds", seconds);
        result.add("zeroShot", percent(before.meanAveragePrecision()));
        result.add("fineTuned", percent(after.meanAveragePrecision()));
        return result;
    }

    /** Returns mAP in percent by group; nothing for a group without classes. */
    public static JsonObject percent(GroupMeans means) {
        JsonObject shares = new JsonObject();
        add(shares, "total", means.total());
        add(shares, "head", means.head());
        add(shares, "medium", means.medium());
        add(shares, "tail", means.tail());
        return shares;
    }

    private static void add(JsonObject shares, String name, double share) {
        if (!Double.isNaN(share)) {
            shares.addProperty(name, 100 * share);
        }
    }
}
