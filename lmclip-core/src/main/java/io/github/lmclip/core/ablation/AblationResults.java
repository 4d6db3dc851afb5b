package io.github.lmclip.core.ablation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.lmclip.core.LmClipException;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.config.Differences;
import io.github.lmclip.core.watch.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The finished runs of a folder, each with the configuration it was run by; {@code results.json} is always whole. */
final class AblationResults {

    private static final int VERSION = 1;
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private record Content(int version, List<StoredRun> runs) {}

    private final Path file;
    private final List<StoredRun> runs;

    private AblationResults(Path file, List<StoredRun> runs) {
        this.file = file;
        this.runs = runs;
    }

    /**
     * Opens a folder's results; there are none where the file is missing.
     *
     * @throws LmClipException if it is broken or of a later version
     */
    static AblationResults open(Path folder) {
        Path file = folder.resolve("results.json");
        if (!Files.exists(file)) {
            return new AblationResults(file, new ArrayList<>());
        }
        try {
            Content content = GSON.fromJson(Files.readString(file), Content.class);
            if (content == null || content.runs() == null || content.version() != VERSION) {
                throw new LmClipException("%s: expected results of version %d".formatted(file, VERSION));
            }
            return new AblationResults(file, new ArrayList<>(content.runs()));
        } catch (JsonParseException e) {
            throw new LmClipException("%s: broken results: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        }
    }

    /**
     * Returns a finished run.
     *
     * @throws IllegalStateException if it is there by another configuration; the message says what differs
     */
    Optional<AblationRun> find(String variant, long seed, Configuration configuration) {
        Optional<StoredRun> found = runs.stream()
                .filter(run -> run.variant().equals(variant) && run.seed() == seed)
                .findFirst();
        found.ifPresent(run -> requireSame(run, configuration.decisiveValues()));
        return found.map(StoredRun::run);
    }

    private void requireSame(StoredRun run, SortedMap<String, String> now) {
        String differences = Differences.between(run.settings(), now);
        if (!differences.isEmpty()) {
            throw new IllegalStateException("%s holds %s, seed %d, by another configuration: %s; take another folder"
                    .formatted(file, run.variant(), run.seed(), differences));
        }
    }

    /** Adds a finished run and writes the file, beside its place at first. */
    void add(AblationRun run, Configuration configuration) {
        runs.add(StoredRun.of(run, configuration.decisiveValues()));
        WholeFile.write(file, GSON.toJson(new Content(VERSION, runs)) + "\n");
    }
}
