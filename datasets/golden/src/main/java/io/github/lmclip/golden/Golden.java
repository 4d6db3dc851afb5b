package io.github.lmclip.golden;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One index of reference values: the JSON, and the arrays that it points to. */
public final class Golden {

    private final JsonObject index;
    private final ByteBuffer arrays;

    private Golden(JsonObject index, ByteBuffer arrays) {
        this.index = index;
        this.arrays = arrays;
    }

    /** Reads an index file and its array file: the one that its field {@code bin} names, or that of its own name, if any. */
    static Golden read(Path file) {
        try {
            JsonObject index = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            String own = file.getFileName().toString().replaceFirst("\\.json$", ".bin");
            Path arrays =
                    file.resolveSibling(index.has("bin") ? index.get("bin").getAsString() : own);
            byte[] bytes = Files.exists(arrays) || index.has("bin") ? Files.readAllBytes(arrays) : new byte[0];
            return new Golden(index, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the whole index. */
    public JsonObject index() {
        return index;
    }

    /** Returns the objects of the list {@code name}; empty where the index has no such list. */
    public List<JsonObject> cases(String name) {
        List<JsonObject> cases = new ArrayList<>();
        if (index.has(name)) {
            index.getAsJsonArray(name).forEach(element -> cases.add(element.getAsJsonObject()));
        }
        return cases;
    }

    /** Returns the array that {@code reference} stands for, in C order, whatever its number type. */
    public double[] doubles(JsonElement reference) {
        JsonObject array = reference.getAsJsonObject();
        String type = array.get("dtype").getAsString();
        int width = type.equals("u8") ? 1 : Integer.parseInt(type.substring(1)) / 8;
        int offset = array.get("offset").getAsInt();
        double[] values = new double[array.get("nbytes").getAsInt() / width];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(type, offset + i * width);
        }
        return values;
    }

    /** Returns the array that {@code reference} stands for, as floats. */
    public float[] floats(JsonElement reference) {
        double[] values = doubles(reference);
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    /** Returns the array that {@code reference} stands for, as longs. */
    public long[] longs(JsonElement reference) {
        double[] values = doubles(reference);
        long[] whole = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            whole[i] = (long) values[i];
        }
        return whole;
    }

    /** Returns the bytes of the {@code u8} array that {@code reference} stands for. */
    public byte[] bytes(JsonElement reference) {
        JsonObject array = reference.getAsJsonObject();
        byte[] bytes = new byte[array.get("nbytes").getAsInt()];
        arrays.get(array.get("offset").getAsInt(), bytes);
        return bytes;
    }

    /** Returns the shape of the array that {@code reference} stands for. */
    public static long[] shape(JsonElement reference) {
        List<JsonElement> sizes =
                reference.getAsJsonObject().getAsJsonArray("shape").asList();
        return sizes.stream().mapToLong(JsonElement::getAsLong).toArray();
    }

    /** Returns a scalar, of which JSON writes the non-finite ones as words. */
    public static double scalar(JsonElement value) {
        return Double.parseDouble(value.getAsString());
    }

    private double number(String type, int position) {
        return switch (type) {
            case "f32" -> arrays.getFloat(position);
            case "f64" -> arrays.getDouble(position);
            case "i32" -> arrays.getInt(position);
            case "i64" -> arrays.getLong(position);
            case "u8" -> arrays.get(position) & 0xff;
            default -> throw new IllegalArgumentException("unknown dtype " + type);
        };
    }
}
