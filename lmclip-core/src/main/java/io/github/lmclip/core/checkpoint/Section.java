package io.github.lmclip.core.checkpoint;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.lmclip.core.weights.WeightsException;
import java.util.Map;
import java.util.Set;

/**
 * One object of a configuration, read with its defaults.
 *
 * @param where file and place, for messages
 * @param values the object
 */
record Section(String where, JsonObject values) {

    private static final double LARGEST = 1 << 24;

    /** Returns an object within; an empty one where it is left out. */
    Section within(String key) {
        JsonElement value = values.get(key);
        if (value == null || value.isJsonNull()) {
            return new Section(where + ": " + key, new JsonObject());
        }
        if (!(value instanceof JsonObject object)) {
            throw unexpected(key, "an object");
        }
        return new Section(where + ": " + key, object);
    }

    boolean says(String key) {
        return values.has(key) && !values.get(key).isJsonNull();
    }

    int size(String key, int otherwise) {
        double size = number(key, otherwise);
        if (size != Math.rint(size) || size < 1 || size > LARGEST) {
            throw unexpected(key, "a whole number from 1 to " + (int) LARGEST);
        }
        return (int) size;
    }

    double number(String key, double otherwise) {
        if (!says(key)) {
            return otherwise;
        }
        if (!(values.get(key) instanceof JsonPrimitive number) || !number.isNumber()) {
            throw unexpected(key, "a number");
        }
        return number.getAsDouble();
    }

    String word(String key, String otherwise) {
        if (!says(key)) {
            return otherwise;
        }
        if (!(values.get(key) instanceof JsonPrimitive word) || !word.isString()) {
            throw unexpected(key, "a word");
        }
        return word.getAsString();
    }

    boolean isTrue(String key) {
        if (!says(key)) {
            return false;
        }
        if (!(values.get(key) instanceof JsonPrimitive flag) || !flag.isBoolean()) {
            throw unexpected(key, "true or false");
        }
        return flag.getAsBoolean();
    }

    /**
     * Refuses whatever might describe another network than CLIP's.
     *
     * @param understood keys that are read, or that change no number
     * @param accepted the one value that further keys may have; any other key may be null, false or empty only
     */
    void requireOnly(Set<String> understood, Map<String, String> accepted) {
        values.asMap().forEach((key, value) -> {
            boolean neutral = value.isJsonNull()
                    || value.toString().equals("false")
                    || value.toString().equals("{}")
                    || value.toString().equals(accepted.get(key));
            if (!understood.contains(key) && !neutral) {
                throw unexpected(
                        Shown.name(key), accepted.getOrDefault(key, "nothing") + " (the network would be another one)");
            }
        });
    }

    WeightsException unexpected(String key, String expected) {
        return new WeightsException("%s: %s is %s, expected %s"
                .formatted(where, key, Shown.name(String.valueOf(values.get(key))), expected));
    }
}
