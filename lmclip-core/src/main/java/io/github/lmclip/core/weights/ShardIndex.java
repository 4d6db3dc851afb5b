package io.github.lmclip.core.weights;

import static io.github.lmclip.core.weights.StrictJson.quoted;

import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The index of weights in shards, as Hugging Face's libraries write it: {@code {"metadata": {...}, "weight_map": {tensor:
 * file}}}.
 *
 * @param shards for each tensor the file that holds it, a plain name beside the index
 * @param metadata plain values that the index carries
 */
record ShardIndex(Map<String, String> shards, Map<String, String> metadata) {

    private static final String METADATA = "metadata";
    private static final String WEIGHT_MAP = "weight_map";

    /** Parses an index; {@code file} is what messages call it. */
    static ShardIndex parse(byte[] bytes, String file) {
        try (StrictJson json = new StrictJson(bytes, file)) {
            ShardIndex index = new ShardIndex(new LinkedHashMap<>(), new LinkedHashMap<>());
            index.readRoot(json, file);
            return index;
        } catch (IOException e) {
            throw StrictJson.invalid(file + ": the index", e);
        }
    }

    private void readRoot(StrictJson json, String file) throws IOException {
        Map<String, Boolean> seen = new LinkedHashMap<>();
        json.begin(JsonToken.BEGIN_OBJECT, "the index");
        while (json.hasNext()) {
            String name = json.name();
            json.refuseSecond(seen.put(name, true) != null, quoted(name));
            switch (name) {
                case METADATA -> readMetadata(json);
                case WEIGHT_MAP -> readMap(json, file);
                default -> json.skip();
            }
        }
        json.endObject();
        json.endDocument("the index");
        if (shards.isEmpty()) {
            throw new WeightsException("%s: expected a %s that names tensors".formatted(file, quoted(WEIGHT_MAP)));
        }
    }

    private void readMetadata(StrictJson json) throws IOException {
        json.begin(JsonToken.BEGIN_OBJECT, METADATA);
        while (json.hasNext()) {
            String name = json.name();
            if (json.isScalar()) {
                json.refuseSecond(metadata.put(name, json.scalar()) != null, quoted(name));
            } else {
                json.skip();
            }
        }
        json.endObject();
    }

    private void readMap(StrictJson json, String file) throws IOException {
        json.begin(JsonToken.BEGIN_OBJECT, WEIGHT_MAP);
        while (json.hasNext()) {
            String tensor = json.name();
            String shard = json.string(WEIGHT_MAP + "." + quoted(tensor));
            if (!isPlain(shard)) {
                throw new WeightsException("%s: %s: expected the plain name of a file beside the index, got %s"
                        .formatted(file, quoted(tensor), quoted(shard)));
            }
            json.refuseSecond(shards.put(tensor, shard) != null, quoted(tensor));
        }
        json.endObject();
    }

    /** Returns whether a name leads nowhere else on any system. */
    private static boolean isPlain(String name) {
        return !name.isBlank()
                && !name.startsWith(".")
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || Character.isISOControl(c));
    }
}
