package io.github.lmclip.core.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.lmclip.core.weights.WeightsException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which files a repository of weights may hold. */
final class RepositoryLayout {

    static final String INDEX = "model.safetensors.index.json";

    /** Files of weights, the preferred first: formats that hold nothing but numbers before those that hold programs. */
    static final List<String> WEIGHTS = List.of(
            "model.safetensors",
            "open_clip_model.safetensors",
            INDEX,
            "open_clip_pytorch_model.bin",
            "pytorch_model.bin");

    /** What tells architecture and words, where it is there. */
    static final List<String> COMPANIONS =
            List.of("config.json", "open_clip_config.json", "vocab.json", "merges.txt", "tokenizer.json");

    private static final String PLAIN_NAME = "[A-Za-z0-9_][A-Za-z0-9._-]*\\.safetensors";

    private RepositoryLayout() {}

    /**
     * Returns the names of the shards that an index lists.
     *
     * @throws WeightsException if it is no index, or names files elsewhere than beside it
     */
    static Set<String> shards(Path index) {
        Set<String> shards = new TreeSet<>();
        for (Map.Entry<String, JsonElement> entry : weightMap(index).entrySet()) {
            JsonElement file = entry.getValue();
            if (!file.isJsonPrimitive() || !file.getAsString().matches(PLAIN_NAME)) {
                throw new WeightsException("%s: expected the name of a safetensors file beside it for %s, got %s"
                        .formatted(index, entry.getKey(), file));
            }
            shards.add(file.getAsString());
        }
        return shards;
    }

    private static JsonObject weightMap(Path index) {
        try (Reader reader = Files.newBufferedReader(index)) {
            JsonElement root = JsonParser.parseReader(reader);
            JsonElement map = root.isJsonObject() ? root.getAsJsonObject().get("weight_map") : null;
            if (map == null || !map.isJsonObject()) {
                throw new WeightsException("%s: expected an object weight_map from tensors to files".formatted(index));
            }
            return map.getAsJsonObject();
        } catch (JsonParseException e) {
            throw new WeightsException("%s: expected JSON, got %s".formatted(index, e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + index, e);
        }
    }
}
