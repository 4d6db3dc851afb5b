package io.github.lmclip.core.ablation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.lmclip.core.LmClipException;
import io.github.lmclip.core.config.Configuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The finished runs of a folder, each with the configuration it was run by; {@code results.json} is always whole. */
final class AblationResults {

    /** How pictures are loaded and where they lie changes no result. */
    private static final List<String> WITHOUT_EFFECT = List.of("loading.", "data.images");

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
        found.ifPresent(run -> requireSame(run, settings(configuration)));
        return found.map(StoredRun::run);
    }

    private void requireSame(StoredRun run, SortedMap<String, String> now) {
        TreeSet<String> keys = new TreeSet<>(run.settings().keySet());
        keys.addAll(now.keySet());
        String differences = keys.stream()
                .filter(key -> !Objects.equals(run.settings().get(key), now.get(key)))
                .map(key ->
                        "%s was %s and is now %s".formatted(key, run.settings().get(key), now.get(key)))
                .collect(Collectors.joining("; "));
        if (!differences.isEmpty()) {
            throw new IllegalStateException("%s holds %s, seed %d, by another configuration: %s; take another folder"
                    .formatted(file, run.variant(), run.seed(), differences));
        }
    }

    private static SortedMap<String, String> settings(Configuration configuration) {
        SortedMap<String, String> settings = new TreeMap<>(configuration.values());
        settings.keySet().removeIf(key -> WITHOUT_EFFECT.stream().anyMatch(key::startsWith));
        return settings;
    }

    /** Adds a finished run and writes the file, beside its place at first. */
    void add(AblationRun run, Configuration configuration) {
        runs.add(StoredRun.of(run, settings(configuration)));
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, GSON.toJson(new Content(VERSION, runs)) + "\n");
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e, e);
        }
    }
}
