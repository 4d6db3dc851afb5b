package io.github.lmclip.core.weights;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A streaming parser of JSON that takes nothing but the standard: well-formed text, nothing behind the end. Nesting and
 * size of a hostile document cost it nothing.
 */
final class StrictJson implements AutoCloseable {

    private static final int LONGEST_INTEGER = 18;
    private static final int SHOWN = 100;

    private final String file;
    private final JsonReader json;

    /** Begins to parse; {@code file} is what messages call the document. */
    StrictJson(byte[] bytes, String file) {
        this.file = file;
        this.json = new JsonReader(
                new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder()));
        json.setStrictness(Strictness.STRICT);
    }

    /** Returns what a parser's complaint becomes. */
    static WeightsException invalid(String what, IOException e) {
        String line = e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().lines().findFirst().orElse("");
        return new WeightsException("%s is no valid JSON: %s".formatted(what, brief(line)), e);
    }

    boolean hasNext() throws IOException {
        return json.hasNext();
    }

    String name() throws IOException {
        return wellFormed(json.nextName());
    }

    void skip() throws IOException {
        json.skipValue();
    }

    void begin(JsonToken token, String where) throws IOException {
        if (json.peek() != token) {
            throw new WeightsException("%s: %s: expected %s, got %s".formatted(file, where, token, json.peek()));
        }
        if (token == JsonToken.BEGIN_OBJECT) {
            json.beginObject();
        } else {
            json.beginArray();
        }
    }

    void endObject() throws IOException {
        json.endObject();
    }

    void endDocument(String what) throws IOException {
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw new WeightsException("%s: expected nothing behind %s".formatted(file, what));
        }
    }

    boolean isScalar() throws IOException {
        JsonToken token = json.peek();
        return token == JsonToken.STRING || token == JsonToken.NUMBER || token == JsonToken.BOOLEAN;
    }

    /** Reads a string, a number or a truth value as it is written. */
    String scalar() throws IOException {
        return json.peek() == JsonToken.BOOLEAN ? String.valueOf(json.nextBoolean()) : wellFormed(json.nextString());
    }

    String string(String where) throws IOException {
        if (json.peek() != JsonToken.STRING) {
            throw new WeightsException("%s: %s: expected a string, got %s".formatted(file, where, json.peek()));
        }
        return wellFormed(json.nextString());
    }

    List<Long> integers(String where) throws IOException {
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

    void refuseSecond(boolean second, String what) {
        if (second) {
            throw new WeightsException("%s: expected each name once, got %s twice".formatted(file, what));
        }
    }

    private String wellFormed(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new WeightsException(
                    "%s: expected well-formed text, got a lone surrogate in %s".formatted(file, quoted(text)));
        }
        return text;
    }

    @Override
    public void close() throws IOException {
        json.close();
    }

    static String quoted(String text) {
        return '"' + brief(text) + '"';
    }

    static String brief(Object value) {
        String text = String.valueOf(value);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
