package io.github.lmclip.data.formats;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.lmclip.data.LongTailDataset;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads {@link DatasetFormat#JSON_LINES}. */
final class JsonLinesReader implements DatasetReader {

    private static final String FORMAT = "lines {\"image\": \"path\", \"labels\": [\"class name\", ...]}";

    /** What one line says. */
    private static final class Line {
        private String path = "";
        private final List<String> names = new ArrayList<>();
    }

    @Override
    public LongTailDataset read(String name, Path source, ReadOptions options) {
        try (BufferedReader lines = new BufferedReader(Utf8Reader.open(source, FORMAT))) {
            ClassTable classes = options.classNames().map(ClassTable::of).orElseGet(ClassTable::found);
            SampleCollector samples = new SampleCollector(source, FORMAT, options, classes);
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int here = number++;
                if (!line.isBlank()) {
                    add(line, samples, () -> source + ":" + here);
                }
            }
            return samples.dataset(name);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + source, e);
        }
    }

    private static void add(String text, SampleCollector samples, Supplier<String> place) {
        try (JsonReader json = new JsonReader(new StringReader(text))) {
            json.setStrictness(Strictness.STRICT);
            Line line = line(json);
            if (line.path.isEmpty()) {
                samples.problems().add(() -> place.get() + ": no image, expected " + FORMAT);
            } else {
                samples.addNamed(line.path, line.names, place);
            }
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            samples.problems().add(() -> "%s: got \"%s\" (%s), expected %s"
                    .formatted(place.get(), Excerpt.of(text), JsonComplaint.of(e), FORMAT));
        }
    }

    private static Line line(JsonReader json) throws IOException {
        Line line = new Line();
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "image", "file_name", "path" -> line.path = text(json);
                case "labels", "label", "classes" -> names(json, line.names);
                default -> json.skipValue();
            }
        }
        json.endObject();
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw new IllegalStateException("more than one value");
        }
        return line;
    }

    private static void names(JsonReader json, List<String> names) throws IOException {
        if (json.peek() != JsonToken.BEGIN_ARRAY) {
            names.add(text(json));
            return;
        }
        json.beginArray();
        while (json.hasNext()) {
            names.add(text(json));
        }
        json.endArray();
    }

    /** Returns a text; a number, which Gson would turn into one, is no class name. */
    private static String text(JsonReader json) throws IOException {
        if (json.peek() != JsonToken.STRING) {
            throw new IllegalStateException("Expected a text but was " + json.peek() + " path " + json.getPath());
        }
        return json.nextString().strip();
    }
}
