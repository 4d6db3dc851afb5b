package io.github.lmclip.examples.cli.classify;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** How a result stands in a line. */
enum ResultFormat {
    /** Columns (picture, rank, label, score, kind of score) below a header. */
    CSV {
        @Override
        Optional<String> header() {
            return Optional.of(String.join(",", COLUMNS));
        }

        @Override
        String line(Path picture, int rank, String label, double score, String kind) {
            return TABLE.format(picture, rank, label, score, kind);
        }

        @Override
        Optional<String> picture(String line) {
            try {
                List<CSVRecord> records =
                        org.apache.commons.csv.CSVParser.parse(line, TABLE).getRecords();
                return records.size() == 1 && records.get(0).size() == COLUMNS.size()
                        ? Optional.of(records.get(0).get(0))
                        : Optional.empty();
            } catch (IOException | UncheckedIOException e) {
                return Optional.empty();
            }
        }
    },
    /** A JSON object of the same five. */
    JSON {
        @Override
        Optional<String> header() {
            return Optional.empty();
        }

        @Override
        String line(Path picture, int rank, String label, double score, String kind) {
            JsonObject line = new JsonObject();
            line.addProperty("picture", picture.toString());
            line.addProperty("rank", rank);
            line.addProperty("label", label);
            line.addProperty("score", score);
            line.addProperty("kind", kind);
            return new Gson().toJson(line);
        }

        @Override
        Optional<String> picture(String line) {
            try {
                JsonElement json = JsonParser.parseString(line);
                return json.isJsonObject() && COLUMNS.stream().allMatch(json.getAsJsonObject()::has)
                        ? Optional.of(json.getAsJsonObject().get("picture").getAsString())
                        : Optional.empty();
            } catch (JsonParseException e) {
                return Optional.empty();
            }
        }
    };

    private static final List<String> COLUMNS = List.of("picture", "rank", "label", "score", "kind");
    private static final CSVFormat TABLE = CSVFormat.DEFAULT;

    /** Returns JSON if the name ends in {@code .jsonl}, else CSV. */
    static ResultFormat of(Path file) {
        return file.toString().endsWith(".jsonl") ? JSON : CSV;
    }

    /** Returns the line before all others, where there is one. */
    abstract Optional<String> header();

    /** Returns the line of a result. */
    abstract String line(Path picture, int rank, String label, double score, String kind);

    /** Returns the picture of a line, or nothing if the line is not whole. */
    abstract Optional<String> picture(String line);
}
