package io.github.lmclip.core.tune;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.lmclip.core.LmClipException;
import io.github.lmclip.core.config.Differences;
import io.github.lmclip.core.watch.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * All trials of a folder. {@code trials.json} is whole at any moment, and written anew after every event: a trial is there
 * before its training begins, a promotion before it goes on, a result as soon as it is known.
 */
final class TrialJournal {

    private static final int VERSION = 1;
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private record Content(int version, SortedMap<String, String> search, List<StoredTrial> trials) {}

    private final Path file;
    private final SortedMap<String, String> search;
    private final List<Trial> trials = new ArrayList<>();

    private TrialJournal(Path file, SortedMap<String, String> search) {
        this.file = file;
        this.search = search;
    }

    /**
     * Opens a folder's trials; there are none where the file is missing.
     *
     * @param search what makes the search what it is, by name
     * @throws IllegalStateException if the folder holds another search; the message says what differs
     * @throws LmClipException if the file is broken or of a later version
     */
    static TrialJournal open(Path folder, SortedMap<String, String> search) {
        TrialJournal journal = new TrialJournal(folder.resolve("trials.json"), search);
        if (Files.exists(journal.file)) {
            journal.read();
        }
        return journal;
    }

    private void read() {
        Content content;
        try {
            content = GSON.fromJson(Files.readString(file), Content.class);
        } catch (JsonParseException e) {
            throw new LmClipException("%s: broken trials: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        }
        if (content == null || content.version() != VERSION || content.search() == null || content.trials() == null) {
            throw new LmClipException("%s: expected trials of version %d".formatted(file, VERSION));
        }
        String differences = Differences.between(content.search(), search);
        if (!differences.isEmpty()) {
            throw new IllegalStateException(
                    "%s holds another search: %s; take another folder".formatted(file, differences));
        }
        content.trials().forEach(stored -> trials.add(stored.trial()));
    }

    /** Returns the trials by number. */
    List<Trial> trials() {
        return List.copyOf(trials);
    }

    /** Adds a trial. */
    Trial begin(SortedMap<String, String> point) {
        Trial trial = Trial.begin(trials.size() + 1, point);
        trials.add(trial);
        write();
        return trial;
    }

    /** Puts what has become of a trial in its place. */
    Trial put(Trial trial) {
        trials.set(trial.number() - 1, trial);
        write();
        return trial;
    }

    private void write() {
        List<StoredTrial> stored = trials.stream().map(StoredTrial::of).toList();
        WholeFile.write(file, GSON.toJson(new Content(VERSION, search, stored)) + "\n");
    }
}
