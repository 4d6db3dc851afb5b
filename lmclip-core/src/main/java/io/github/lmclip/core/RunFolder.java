package io.github.lmclip.core;

import io.github.lmclip.core.ModelBuild.Assembly;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.train.EpochReport;
import io.github.lmclip.core.train.FolderMemory;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.RunIdentity;
import io.github.lmclip.core.train.RunMemory;
import io.github.lmclip.core.train.Uninterrupted;
import io.github.lmclip.core.watch.RunFacts;
import io.github.lmclip.core.watch.RunRecord;
import io.github.lmclip.core.watch.RunStatus;
import io.github.lmclip.core.watch.TensorBoard;
import io.github.lmclip.core.watch.TensorBoardWriter;
import io.github.lmclip.core.watch.WholeFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a run leaves behind: after every epoch the last model and a line of {@code metrics.csv}; the models of the best mAP
 * in total and on the tail so far, by softmax on the split that is evaluated: the test split, as published, unless a part of
 * the training split is held out; {@code run.json} and event files. A mean that is NaN never is the best.
 */
final class RunFolder implements AutoCloseable {

    private static final String BEST = "best mAP";
    private static final String BEST_TAIL = "best mAP of the tail";
    private static final double NANOS = 1e9;

    private final Path folder;
    private final Clip clip;
    private final ModelCard card;
    private final AdapterFile adapters;
    private final FolderLock lock;
    private final FolderMemory memory;
    private final MetricsFile metrics;
    private final RunRecord record;
    private final Optional<TensorBoard> board;
    private double best;
    private double bestTail;
    private long modelNanos;

    /**
     * Opens a run's folder.
     *
     * @param wishes whether to go on with the run that the folder holds, or to replace it; and what was set
     * @throws IllegalStateException if another run has the folder, or it holds a run of another configuration
     */
    RunFolder(Path folder, Assembly model, Map<String, String> configuration, RunFacts facts, Wishes wishes) {
        this.folder = folder;
        this.clip = model.clip();
        this.card = model.card();
        adapters = new AdapterFile(clip);
        lock = FolderLock.of(folder);
        boolean opened = false;
        try {
            memory = open(
                    new RunIdentity(configuration, facts.configuration(), RunRecord.configuration(folder)), wishes);
            best = Double.parseDouble(memory.notes().getOrDefault(BEST, "0"));
            bestTail = Double.parseDouble(memory.notes().getOrDefault(BEST_TAIL, "0"));
            ModelFolder.saveVocabulary(folder, model.text());
            metrics = MetricsFile.before(memory.progress().epoch(), folder, facts.selectedOn());
            wishes.settings.ifPresent(text -> WholeFile.write(Configuration.fileIn(folder), text));
            board = wishes.watch.tensorBoard()
                    ? Optional.of(new TensorBoard(folder, clip, wishes.watch, facts.configuration()))
                    : Optional.empty();
            record = new RunRecord(folder, facts, wishes.resume);
            record(RunStatus.RUNNING, Optional.empty());
            opened = true;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    private FolderMemory open(RunIdentity identity, Wishes wishes) {
        Path states = folder.resolve("state");
        if (!wishes.resume) {
            FolderMemory.forget(states);
            TensorBoardWriter.clear(folder);
        }
        return new FolderMemory(states, identity, wishes.changesAccepted, this::notes);
    }

    RunMemory memory() {
        return memory;
    }

    private Map<String, String> notes() {
        return Map.of(BEST, Double.toString(best), BEST_TAIL, Double.toString(bestTail));
    }

    /** Returns who is to be told of every step and epoch. */
    ProgressListener listener() {
        ProgressListener keeper = new ProgressListener() {
            @Override
            public void onEpoch(EpochReport epoch) {
                Uninterrupted.run(() -> write(epoch));
            }
        };
        return board.<ProgressListener>map(events -> events.andThen(keeper)).orElse(keeper);
    }

    /**
     * Runs the training and notes how it ended.
     *
     * @param pauses whether it ends before the run is over
     */
    void follow(Runnable training, boolean pauses) {
        try {
            training.run();
        } catch (RuntimeException | Error e) {
            noteFailure(e);
            throw e;
        }
        if (pauses || Thread.currentThread().isInterrupted()) {
            record(RunStatus.STOPPED, Optional.empty());
        } else {
            board.ifPresent(events -> events.end(true));
            record(RunStatus.FINISHED, Optional.empty());
        }
    }

    private void noteFailure(Throwable cause) {
        try {
            board.ifPresent(events -> events.end(false));
            record(RunStatus.FAILED, Optional.of(cause));
        } catch (RuntimeException e) {
            // such as the full disk that ended the run
            cause.addSuppressed(e);
        }
    }

    private void record(RunStatus status, Optional<Throwable> cause) {
        RunRecord.Saving saving = new RunRecord.Saving(memory.secondsSpent(), modelNanos / NANOS);
        Uninterrupted.run(() -> record.write(status, cause, saving, BestScores.of(RunMetrics.read(folder))));
    }

    private void write(EpochReport epoch) {
        long start = System.nanoTime();
        save(RunCheckpoint.LAST);
        if (clip.adapters().isPresent()) {
            adapters.save(folder.resolve("adapters.safetensors"));
        }
        if (!epoch.evaluations().isEmpty()) {
            GroupMeans means = epoch.evaluations().get(0).meanAveragePrecision();
            if (means.total() > best) {
                best = means.total();
                save(RunCheckpoint.BEST_TOTAL);
            }
            if (means.tail() > bestTail) {
                bestTail = means.tail();
                save(RunCheckpoint.BEST_TAIL);
            }
        }
        modelNanos += System.nanoTime() - start;
        metrics.append(epoch);
        record(RunStatus.RUNNING, Optional.empty());
    }

    private void save(RunCheckpoint checkpoint) {
        ModelFolder.saveWeights(checkpoint.in(folder), clip, card);
    }

    /** Gives the folder free for another run. */
    @Override
    public void close() {
        board.ifPresent(TensorBoard::close);
        lock.close();
    }
}
