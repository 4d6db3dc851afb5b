package io.github.lmclip.core.text;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashSet;
import java.util.Set;

/** JSON that is read value by value, each checked for its type; refusals name file and place. */
final class StrictJson {

    private static final int LONGEST_INTEGER = 9;

    private final String name;
    private final JsonReader json;

    private StrictJson(String name, String content) {
        this.name = name;
        json = new JsonReader(new StringReader(content));
        json.setStrictness(Strictness.STRICT);
    }

    /** What reads one field of an object, given its name, or one element of a list. */
    interface Part {
        /** Reads the value. */
        void read(String field) throws IOException;
    }

    /** What reads a whole document. */
    interface Document<T> {
        /** Reads it. */
        T read(StrictJson json) throws IOException;
    }

    /** Returns what {@code document} makes of the content; {@code name} is what messages call the file. */
    static <T> T read(String name, String content, Document<T> document) {
        StrictJson json = new StrictJson(name, content);
        try {
            T result = document.read(json);
            if (json.json.peek() != JsonToken.END_DOCUMENT) {
                throw json.unexpected("nothing behind the document");
            }
            return result;
        } catch (IOException e) {
            String complaint = e.getMessage() == null
                    ? e.toString()
                    : e.getMessage().lines().findFirst().orElse("");
            throw new VocabularyException("%s: expected valid JSON, got: %s".formatted(name, complaint), e);
        }
    }

    /** Reads an object, each field once. */
    void object(Part part) throws IOException {
        expect(JsonToken.BEGIN_OBJECT, "an object");
        Set<String> fields = new HashSet<>();
        json.beginObject();
        while (json.hasNext()) {
            String field = json.nextName();
            if (!fields.add(field)) {
                throw unexpected("each name once", VocabularyException.quoted(field) + " again");
            }
            part.read(field);
        }
        json.endObject();
    }

    /** Reads a list. */
    void list(Part part) throws IOException {
        expect(JsonToken.BEGIN_ARRAY, "a list");
        json.beginArray();
        while (json.hasNext()) {
            part.read("");
        }
        json.endArray();
    }

    /** Returns whether the next value is a list. */
    boolean isList() throws IOException {
        return json.peek() == JsonToken.BEGIN_ARRAY;
    }

    /** Returns whether the next value is a number. */
    boolean isNumber() throws IOException {
        return json.peek() == JsonToken.NUMBER;
    }

    /** Reads a string that must be {@code expected}, where null counts as empty. */
    void require(String expected) throws IOException {
        String place = place();
        String got = stringOrNull();
        if (!got.equals(expected)) {
            throw new VocabularyException(
                    "%s: expected \"%s\", got %s".formatted(place, expected, VocabularyException.quoted(got)));
        }
    }

    /** Returns a string; empty for null. */
    String stringOrNull() throws IOException {
        if (json.peek() == JsonToken.NULL) {
            json.nextNull();
            return "";
        }
        return string();
    }

    /** Returns a string. */
    String string() throws IOException {
        expect(JsonToken.STRING, "a string");
        return json.nextString();
    }

    /** Returns an integer of 0 to {@code max}. */
    int integer(int max) throws IOException {
        String expected = "an integer of 0 to " + max;
        expect(JsonToken.NUMBER, expected);
        String place = place();
        String number = json.nextString();
        boolean plain = number.length() <= LONGEST_INTEGER && number.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!plain || Integer.parseInt(number) > max) {
            throw new VocabularyException("%s: expected %s, got %s".formatted(place, expected, number));
        }
        return Integer.parseInt(number);
    }

    /** Passes over a value. */
    void skip() throws IOException {
        json.skipValue();
    }

    /** Returns the file's name and where in it the next value is. */
    String place() {
        String path = json.getPath();
        return name + ": " + (path.length() <= 100 ? path : path.substring(0, 100) + "…");
    }

    private void expect(JsonToken token, String expected) throws IOException {
        if (json.peek() != token) {
            throw unexpected(expected);
        }
    }

    private VocabularyException unexpected(String expected) throws IOException {
        return unexpected(expected, json.peek().toString());
    }

    private VocabularyException unexpected(String expected, String got) {
        return new VocabularyException("%s: expected %s, got %s".formatted(place(), expected, got));
    }
}
