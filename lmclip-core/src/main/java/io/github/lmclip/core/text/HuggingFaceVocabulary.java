package io.github.lmclip.core.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the vocabularies of Hugging Face's CLIP tokenizers: {@code tokenizer.json}, or {@code vocab.json} beside {@code
 * merges.txt}. Their ids must be those that CLIP's own scheme gives for their merges.
 */
final class HuggingFaceVocabulary {

    private static final String MERGES = "merges.txt";
    private static final long LARGEST = 64 << 20;

    private final Path file;

    private HuggingFaceVocabulary(Path file) {
        this.file = file;
    }

    static BpeVocabulary read(Path file) {
        return new HuggingFaceVocabulary(file).read();
    }

    private BpeVocabulary read() {
        JsonObject root = parse();
        try {
            // "model" is also a word of CLIP's
            boolean whole = root.has("model") && !root.get("model").isJsonPrimitive();
            if (!whole) {
                return MergesFile.read(file.resolveSibling(MERGES), ids(root));
            }
            JsonObject model = root.getAsJsonObject("model");
            return MergesFile.of(
                    file.toString(), merges(model.getAsJsonArray("merges")), ids(model.getAsJsonObject("vocab")));
        } catch (ClassCastException | IllegalStateException | NullPointerException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s: expected a byte-pair vocabulary, \"model\" with \"vocab\" and \"merges\" or names with their ids"
                            .formatted(file),
                    e);
        }
    }

    private JsonObject parse() {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException(
                        "%s: a vocabulary has at most %d bytes, got %d".formatted(file, LARGEST, Files.size(file)));
            }
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException("%s: the vocabulary cannot be read".formatted(file), e);
        } catch (JsonParseException | IllegalStateException | StackOverflowError e) {
            throw new IllegalArgumentException("%s: not a JSON object: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Map<String, Integer> ids(JsonObject vocabulary) {
        Map<String, Integer> ids = new HashMap<>();
        vocabulary
                .entrySet()
                .forEach(entry -> ids.put(entry.getKey(), entry.getValue().getAsInt()));
        return ids;
    }

    /** Returns merges as lines; newer files write each as a pair. */
    private static List<String> merges(JsonArray stored) {
        List<String> lines = new ArrayList<>();
        for (JsonElement merge : stored) {
            if (merge.isJsonArray()) {
                JsonArray pair = merge.getAsJsonArray();
                lines.add(pair.get(0).getAsString() + " " + pair.get(1).getAsString());
            } else {
                lines.add(merge.getAsString());
            }
        }
        return lines;
    }
}
