package io.github.lmclip.examples.cli;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Lines of (picture, rank, label, score, kind of score), written while they come, as CSV or as JSON objects. */
final class ResultLines implements AutoCloseable {

    private static final CSVFormat CSV = CSVFormat.DEFAULT
            .builder()
            .setHeader("picture", "rank", "label", "score", "kind")
            .setRecordSeparator('\n')
            .get();

    private final Writer writer;
    private final Optional<CSVPrinter> csv;
    private final boolean console;

    private ResultLines(Writer writer, boolean json, boolean console) throws IOException {
        this.writer = writer;
        this.console = console;
        csv = json ? Optional.empty() : Optional.of(new CSVPrinter(writer, CSV));
    }

    /** Opens a file, JSON lines if its name ends in {@code .jsonl}; without one, the console. */
    static ResultLines to(Optional<Path> file) {
        try {
            if (file.isEmpty()) {
                return new ResultLines(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), false, true);
            }
            return new ResultLines(
                    Files.newBufferedWriter(file.get()), file.get().toString().endsWith(".jsonl"), false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file.get(), e);
        }
    }

    void add(Path picture, int rank, String label, double score, String kind) {
        try {
            if (csv.isPresent()) {
                csv.get().printRecord(picture, rank, label, score, kind);
            } else {
                JsonObject line = new JsonObject();
                line.addProperty("picture", picture.toString());
                line.addProperty("rank", rank);
                line.addProperty("label", label);
                line.addProperty("score", score);
                line.addProperty("kind", kind);
                writer.write(new Gson().toJson(line) + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a result", e);
        }
    }

    @Override
    public void close() {
        try {
            if (console) {
                writer.flush();
            } else {
                writer.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the results", e);
        }
    }
}
