package io.github.lmclip.core.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Keeps a run's state in a folder, so that the same run begun again goes on where it was stopped and ends with the same
 * bits. Saving takes a fiftieth of the run's time at most: the next state waits until fifty times as long has passed as
 * the last one took.
 */
public final class FolderMemory implements RunMemory {

    private static final int PATIENCE = 50;
    private static final double NANOS = 1e9;

    private final StateFiles files;
    private final RunIdentity identity;
    private final boolean changesAccepted;
    private final Supplier<Map<String, String>> notes;
    private final Optional<Path> newest;
    private long quietUntil = System.nanoTime();
    private long spent;

    /**
     * Opens a memory.
     *
     * @param folder where the states are
     * @param identity what makes the run what it is
     * @param changesAccepted whether a state of another configuration is gone on with
     * @param notes gives what else to keep with each state
     * @throws ChangedRunException if there is a state of another configuration and that is not accepted
     * @throws io.github.lmclip.core.weights.WeightsException if there is one of another version of this library
     */
    public FolderMemory(
            Path folder, RunIdentity identity, boolean changesAccepted, Supplier<Map<String, String>> notes) {
        files = new StateFiles(folder);
        this.identity = identity;
        this.changesAccepted = changesAccepted;
        this.notes = notes;
        newest = files.newest();
        if (!changesAccepted) {
            kept().ifPresent(this::requireSameRun);
        }
    }

    private void requireSameRun(StateFiles.Notes found) {
        List<String> differences = identity.differencesFrom(found.configuration());
        if (!differences.isEmpty()) {
            throw new ChangedRunException(differences);
        }
    }

    /** Deletes all states in a folder. */
    public static void forget(Path folder) {
        new StateFiles(folder).clear();
    }

    private Optional<StateFiles.Notes> kept() {
        return newest.map(StateFiles::notes);
    }

    /** Returns how far the run had come; its beginning where nothing was kept. */
    public Progress progress() {
        return kept().map(StateFiles.Notes::progress).orElse(Progress.start());
    }

    /** Returns what else was kept; nothing at the beginning. */
    public Map<String, String> notes() {
        return kept().map(StateFiles.Notes::more).orElse(Map.of());
    }

    @Override
    public Progress recall(RunState state) {
        newest.ifPresent(file -> StateFiles.load(file, state, changesAccepted));
        return progress();
    }

    @Override
    public void keep(RunState state, Progress progress, boolean now) {
        long start = System.nanoTime();
        if (now || start - quietUntil >= 0) {
            StateFiles.Notes said = new StateFiles.Notes(progress, identity.parts(), new TreeMap<>(notes.get()));
            Uninterrupted.run(() -> files.save(state, said));
            long end = System.nanoTime();
            spent += end - start;
            quietUntil = end + PATIENCE * (end - start);
        }
    }

    /** Returns the seconds that saving has taken so far. */
    public double secondsSpent() {
        return spent / NANOS;
    }
}
