package io.github.lmclip.data.formats;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;

/**
 * An image, annotation or category of a COCO file: those of its fields that matter, {@link #NONE} or empty where a field is
 * missing or of another type.
 */
record CocoElement(long id, long imageId, long categoryId, boolean crowd, String file, String name) {

    static final long NONE = Long.MIN_VALUE;

    static CocoElement read(JsonReader json) throws IOException {
        long id = NONE;
        long imageId = NONE;
        long categoryId = NONE;
        boolean crowd = false;
        String file = "";
        String name = "";
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "id" -> id = number(json);
                case "image_id" -> imageId = number(json);
                case "category_id" -> categoryId = number(json);
                case "iscrowd" -> crowd = number(json) == 1;
                case "file_name" -> file = text(json);
                case "name" -> name = text(json);
                default -> json.skipValue();
            }
        }
        json.endObject();
        return new CocoElement(id, imageId, categoryId, crowd, file, name);
    }

    private static long number(JsonReader json) throws IOException {
        if (json.peek() != JsonToken.NUMBER) {
            json.skipValue();
            return NONE;
        }
        String digits = json.nextString();
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return NONE; // no integer: as good as missing
        }
    }

    private static String text(JsonReader json) throws IOException {
        if (json.peek() != JsonToken.STRING) {
            json.skipValue();
            return "";
        }
        return json.nextString().strip();
    }
}
