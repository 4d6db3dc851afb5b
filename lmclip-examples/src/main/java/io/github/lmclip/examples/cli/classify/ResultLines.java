package io.github.lmclip.examples.cli.classify;

import io.github.lmclip.core.watch.WriteFailure;
import io.github.lmclip.examples.cli.options.JsonOption;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Lines of (picture, rank, label, score, kind of score), written while they come, as CSV or as JSON objects. */
public final class ResultLines implements AutoCloseable {

    private final Writer writer;
    private final ResultFormat format;
    private final boolean console;

    private ResultLines(Writer writer, ResultFormat format, boolean console) {
        this.writer = writer;
        this.format = format;
        this.console = console;
    }

    /**
     * Opens a file, JSON lines if its name ends in {@code .jsonl}, or what {@code --json} says, one object a line; without
     * either, the console.
     */
    public static ResultLines to(Optional<Path> file, JsonOption json) {
        if (file.isPresent()) {
            return open(file.get(), ResultFormat.of(file.get()), StandardOpenOption.TRUNCATE_EXISTING)
                    .begin();
        }
        if (json.isPrinted()) {
            return new ResultLines(json.output(), ResultFormat.JSON, true);
        }
        if (json.isWanted()) {
            return open(json.place(), ResultFormat.JSON, StandardOpenOption.TRUNCATE_EXISTING);
        }
        Writer writer = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
        return new ResultLines(writer, ResultFormat.CSV, true).begin();
    }

    /** Opens a file to go on after what it has. */
    public static ResultLines after(Path file) {
        try {
            boolean empty = !Files.exists(file) || Files.size(file) == 0;
            ResultLines lines = open(file, ResultFormat.of(file), StandardOpenOption.APPEND);
            return empty ? lines.begin() : lines;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static ResultLines open(Path file, ResultFormat format, StandardOpenOption how) {
        try {
            Writer writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
            return new ResultLines(writer, format, false);
        } catch (IOException e) {
            throw WriteFailure.of(file, e);
        }
    }

    private ResultLines begin() {
        format.header().ifPresent(this::write);
        return this;
    }

    public void add(Path picture, int rank, String label, double score, String kind) {
        write(format.line(picture, rank, label, score, kind));
    }

    private void write(String line) {
        try {
            writer.write(line + "\n");
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
