package io.github.lmclip.core.weights;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Parses the JSON header of a safetensors file as strictly as the format's definition: nothing unknown, nothing twice,
 * plain integers only. A streaming parser, so that nesting and size of a hostile header cost nothing.
 */
final class SafetensorsHeader {

    private static final String METADATA = "__metadata__";
    private static final int LONGEST_INTEGER = 18;

    private final String file;
    private final JsonReader json;
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private Map<String, String> metadata;

    private SafetensorsHeader(String file, JsonReader json) {
        this.file = file;
        this.json = json;
    }

    /** Parses the bytes of the header; {@code file} is what messages call the file. */
    static SafetensorsHeader parse(byte[] bytes, String file) {
        if (bytes.length == 0 || bytes[0] != '{') {
            throw new WeightsException("%s: expected a header that begins with {, got %s"
                    .formatted(file, bytes.length == 0 ? "an empty one" : "byte 0x%02x".formatted(bytes[0])));
        }
        InputStreamReader strict =
                new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder());
        try (JsonReader json = new JsonReader(strict)) {
            json.setStrictness(Strictness.STRICT);
            SafetensorsHeader header = new SafetensorsHeader(file, json);
            header.entries();
            return header;
        } catch (IOException e) {
            throw new WeightsException("%s: the header is no valid JSON: %s".formatted(file, firstLine(e)), e);
        }
    }

    Map<String, TensorInfo> tensors() {
        return tensors;
    }

    Map<String, String> metadata() {
        return metadata == null ? Map.of() : metadata;
    }

    private void entries() throws IOException {
        begin(JsonToken.BEGIN_OBJECT, "the header");
        while (json.hasNext()) {
            String name = wellFormed(json.nextName());
            if (name.equals(METADATA)) {
                refuseSecond(metadata != null, METADATA);
                readMetadata();
            } else {
                refuseSecond(tensors.containsKey(name), quoted(name));
                tensors.put(name, tensor(name));
            }
        }
        json.endObject();
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw new WeightsException("%s: expected nothing behind the header's object".formatted(file));
        }
    }

    private void readMetadata() throws IOException {
        metadata = new LinkedHashMap<>();
        begin(JsonToken.BEGIN_OBJECT, METADATA);
        while (json.hasNext()) {
            String key = wellFormed(json.nextName());
            refuseSecond(metadata.containsKey(key), METADATA + "." + quoted(key));
            metadata.put(key, wellFormed(string(METADATA + "." + quoted(key))));
        }
        json.endObject();
    }

    private TensorInfo tensor(String name) throws IOException {
        String where = quoted(name);
        TensorType type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        Set<String> fields = new HashSet<>();
        begin(JsonToken.BEGIN_OBJECT, where);
        while (json.hasNext()) {
            String field = json.nextName();
            refuseSecond(!fields.add(field), where + "." + quoted(field));
            switch (field) {
                case "dtype" -> type = type(string(where + ".dtype"), where);
                case "shape" -> shape = integers(where + ".shape");
                case "data_offsets" -> offsets = integers(where + ".data_offsets");
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
        return new TensorInfo(name, type, shape, offsets.get(0), offsets.get(1));
    }

    private List<Long> integers(String where) throws IOException {
        List<Long> integers = new ArrayList<>();
        begin(JsonToken.BEGIN_ARRAY, where);
        while (json.hasNext()) {
            String number = json.peek() == JsonToken.NUMBER
                    ? json.nextString()
                    : json.peek().toString();
            if (number.length() > LONGEST_INTEGER || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new WeightsException("%s: %s: expected integers from 0 to 10^%d, got %s"
                        .formatted(file, where, LONGEST_INTEGER, brief(number)));
            }
            integers.add(Long.parseLong(number));
        }
        json.endArray();
        return integers;
    }

    private String string(String where) throws IOException {
        if (json.peek() != JsonToken.STRING) {
            throw new WeightsException("%s: %s: expected a string, got %s".formatted(file, where, json.peek()));
        }
        return json.nextString();
    }

    private void begin(JsonToken token, String where) throws IOException {
        if (json.peek() != token) {
            throw new WeightsException("%s: %s: expected %s, got %s".formatted(file, where, token, json.peek()));
        }
        if (token == JsonToken.BEGIN_OBJECT) {
            json.beginObject();
        } else {
            json.beginArray();
        }
    }

    private TensorType type(String name, String where) {
        return Arrays.stream(TensorType.values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new WeightsException("%s: %s: expected a dtype of %s, got %s"
                        .formatted(file, where, Arrays.toString(TensorType.values()), quoted(name))));
    }

    private String wellFormed(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new WeightsException(
                    "%s: expected well-formed text, got a lone surrogate in %s".formatted(file, quoted(text)));
        }
        return text;
    }

    private void refuseSecond(boolean second, String what) {
        if (second) {
            throw new WeightsException("%s: expected each name once, got %s twice".formatted(file, what));
        }
    }

    static String quoted(String text) {
        return '"' + brief(text) + '"';
    }

    static String brief(Object value) {
        String text = String.valueOf(value);
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }

    private static String firstLine(IOException e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().lines().findFirst().orElse("");
    }
}
