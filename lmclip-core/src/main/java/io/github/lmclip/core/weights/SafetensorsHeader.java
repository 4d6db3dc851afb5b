package io.github.lmclip.core.weights;

import static io.github.lmclip.core.weights.StrictJson.brief;
import static io.github.lmclip.core.weights.StrictJson.quoted;

import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Parses the JSON header of a safetensors file as strictly as the format's definition: nothing unknown, nothing twice,
 * plain integers only.
 */
final class SafetensorsHeader {

    private static final String METADATA = "__metadata__";

    private final String file;
    private final StrictJson json;
    private final Map<String, SafetensorsEntry> tensors = new LinkedHashMap<>();
    private Map<String, String> metadata;

    private SafetensorsHeader(String file, StrictJson json) {
        this.file = file;
        this.json = json;
    }

    /** Parses the bytes of the header; {@code file} is what messages call the file. */
    static SafetensorsHeader parse(byte[] bytes, String file) {
        if (bytes.length == 0 || bytes[0] != '{') {
            throw new WeightsException("%s: expected a header that begins with {, got %s"
                    .formatted(file, bytes.length == 0 ? "an empty one" : "byte 0x%02x".formatted(bytes[0])));
        }
        try (StrictJson json = new StrictJson(bytes, file)) {
            SafetensorsHeader header = new SafetensorsHeader(file, json);
            header.entries();
            return header;
        } catch (IOException e) {
            throw StrictJson.invalid(file + ": the header", e);
        }
    }

    Map<String, SafetensorsEntry> tensors() {
        return tensors;
    }

    Map<String, String> metadata() {
        return metadata == null ? Map.of() : metadata;
    }

    private void entries() throws IOException {
        json.begin(JsonToken.BEGIN_OBJECT, "the header");
        while (json.hasNext()) {
            String name = json.name();
            if (name.equals(METADATA)) {
                json.refuseSecond(metadata != null, METADATA);
                readMetadata();
            } else {
                json.refuseSecond(tensors.containsKey(name), quoted(name));
                tensors.put(name, tensor(name));
            }
        }
        json.endObject();
        json.endDocument("the header's object");
    }

    private void readMetadata() throws IOException {
        metadata = new LinkedHashMap<>();
        json.begin(JsonToken.BEGIN_OBJECT, METADATA);
        while (json.hasNext()) {
            String key = json.name();
            json.refuseSecond(metadata.containsKey(key), METADATA + "." + quoted(key));
            metadata.put(key, json.string(METADATA + "." + quoted(key)));
        }
        json.endObject();
    }

    private SafetensorsEntry tensor(String name) throws IOException {
        String where = quoted(name);
        TensorType type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        Set<String> fields = new HashSet<>();
        json.begin(JsonToken.BEGIN_OBJECT, where);
        while (json.hasNext()) {
            String field = json.name();
            json.refuseSecond(!fields.add(field), where + "." + quoted(field));
            switch (field) {
                case "dtype" -> type = type(json.string(where + ".dtype"), where);
                case "shape" -> shape = json.integers(where + ".shape");
                case "data_offsets" -> offsets = json.integers(where + ".data_offsets");
                default ->
                    throw new WeightsException("%s: %s: expected dtype, shape and data_offsets, got %s"
                            .formatted(file, where, quoted(field)));
            }
        }
        json.endObject();
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw new WeightsException("%s: %s: expected dtype, shape and two data_offsets, got %s, %s and %s"
                    .formatted(file, where, type, brief(shape), brief(offsets)));
        }
        return new SafetensorsEntry(new TensorInfo(name, type, shape), offsets.get(0), offsets.get(1));
    }

    private TensorType type(String name, String where) {
        return Arrays.stream(TensorType.values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new WeightsException("%s: %s: expected a dtype of %s, got %s"
                        .formatted(file, where, Arrays.toString(TensorType.values()), quoted(name))));
    }
}
