package io.github.lmclip.examples.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.GroupMeans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The quickstart's result as JSON: seed, seconds, and mAP in percent before and after. */
final class ResultFile {

    private ResultFile() {}

    static void write(Path file, long seed, double seconds, Evaluation before, Evaluation after) {
        JsonObject result = new JsonObject();
        result.addProperty("seed", seed);
        result.addProperty("seconds", seconds);
        result.add("zeroShot", percent(before.meanAveragePrecision()));
        result.add("fineTuned", percent(after.meanAveragePrecision()));
        write(file, result);
    }

    /** Writes a result of any shape. */
    static void write(Path file, JsonObject result) {
        try {
            Files.writeString(
                    file, new GsonBuilder().setPrettyPrinting().create().toJson(result) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e, e);
        }
    }

    /** Returns mAP in percent by group; nothing for a group without classes. */
    static JsonObject percent(GroupMeans means) {
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
