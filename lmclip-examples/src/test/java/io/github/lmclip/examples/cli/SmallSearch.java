package io.github.lmclip.examples.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code lmclip tune} on a few pictures of the drawn set, so that a trial takes seconds. */
record SmallSearch(Path folder) {

    /** Returns the words of a search of three trials, of which one goes on to the second rung. */
    List<String> words(String out, String... more) throws IOException {
        Path data = FewShapes.write(folder.resolve("data"));
        Path space = Files.writeString(
                folder.resolve("space.conf"),
                """
                training.learningRate = { from = 1e-6, to = 1e-3, scale = log }
                loss.gammaNeg = { from = 0, to = 16, step = 4 }
                """);
        List<String> words =
                new ArrayList<>(List.of("tune", "--space", space.toString(), "--out", out(out).toString()));
        words.addAll(FewShapes.settings(data, "training.epochs=3", "training.holdout=0.3"));
        words.addAll(List.of("--trials", "3", "--rungs", "2"));
        words.addAll(List.of(more));
        if (!words.contains("--workers")) {
            words.addAll(List.of("--workers", "1"));
        }
        return words;
    }

    Path out(String name) {
        return folder.resolve(name);
    }

    /** Starts a search as a process of its own. */
    Process start(List<String> words) throws IOException {
        return LauncherProcess.of(words)
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    /** Returns the trials that a folder holds. */
    JsonArray trials(String out) throws IOException {
        Path file = out(out).resolve("trials.json");
        return Files.exists(file)
                ? JsonParser.parseString(Files.readString(file))
                        .getAsJsonObject()
                        .getAsJsonArray("trials")
                : new JsonArray();
    }

    /** Returns the trials without what the clock says. */
    static List<JsonElement> timeless(JsonArray trials) {
        JsonArray copy = trials.deepCopy();
        for (JsonElement trial : copy) {
            for (JsonElement result : trial.getAsJsonObject().getAsJsonArray("results")) {
                JsonObject entry = result.getAsJsonObject();
                entry.remove("seconds");
                entry.remove("cpuSeconds");
            }
        }
        return copy.asList();
    }

    /** Returns how many rungs are behind. */
    static int rungs(JsonArray trials) {
        return trials.asList().stream()
                .mapToInt(trial ->
                        trial.getAsJsonObject().getAsJsonArray("results").size())
                .sum();
    }
}
