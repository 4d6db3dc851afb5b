package io.github.lmclip.core.tune;

import io.github.lmclip.core.FolderLock;
import io.github.lmclip.core.RunCleanup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Keeps the workers busy: first with trials that were begun, then with promotions, then with new points. What comes next
 * follows from the journal alone, so that a search goes on after a kill as if there had been none.
 */
final class TrialQueue {

    /** A piece of training that is over. */
    private record Ended(Trial trial, Optional<TrialOutcome> outcome, Optional<RuntimeException> failure) {}

    private final Tuning tuning;
    private final Halving halving;
    private final Path folder;
    private final TuneListener listener;
    private final TrialRunner runner;
    private final int workers;
    private final LinkedBlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private final TreeSet<Integer> running = new TreeSet<>();
    private final List<TrialFailure> failures = new ArrayList<>();
    private boolean stopping;

    TrialQueue(Tuning tuning, Path folder, TuneListener listener, TrialRunner runner) {
        this.tuning = tuning;
        this.folder = folder;
        this.listener = listener;
        this.runner = runner;
        halving = tuning.halving();
        workers = tuning.workers().orElseGet(() -> Workers.of(tuning));
    }

    TuneReport run() {
        tuning.finished(folder);
        try (FolderLock lock = FolderLock.of(folder)) {
            TrialJournal journal = TrialJournal.open(folder, tuning.identity());
            listener.onBegin(workers);
            ExecutorService threads = Executors.newFixedThreadPool(workers);
            try {
                run(journal, threads);
            } finally {
                runner.stop();
                threads.shutdown();
            }
            TuneReport report = new TuneReport(tuning, journal.trials(), failures);
            report.writeBest(folder.resolve(TuneReport.BEST));
            if (!stopping && failures.isEmpty()) {
                report.trials().forEach(trial -> discard(trial, RunCleanup::discardAll));
            }
            return report;
        } finally {
            if (stopping) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run(TrialJournal journal, ExecutorService threads) {
        while (true) {
            Optional<Trial> next = stopping ? Optional.empty() : next(journal);
            if (next.isPresent()) {
                start(next.get(), threads);
            } else if (running.isEmpty()) {
                return;
            } else {
                take().ifPresent(piece -> note(piece, journal));
            }
            stopping |= Thread.currentThread().isInterrupted();
        }
    }

    /** Returns what to train next; nothing where all workers are busy or it depends on what they find. */
    private Optional<Trial> next(TrialJournal journal) {
        if (running.size() == workers) {
            return Optional.empty();
        }
        List<Trial> trials = journal.trials();
        Optional<Trial> begun = trials.stream()
                .filter(trial -> !trial.isSettled() && !running.contains(trial.number()))
                .filter(trial -> failures.stream().noneMatch(failure -> failure.trial() == trial.number()))
                .findFirst();
        return begun.or(() -> halving.promotable(trials, tuning.aim()).map(trial -> journal.put(trial.promoted())))
                .or(() -> fresh(trials).map(journal::begin))
                .or(() -> running.isEmpty()
                        ? halving.leader(trials, tuning.aim()).map(trial -> journal.put(trial.promoted()))
                        : Optional.empty());
    }

    private Optional<SortedMap<String, String>> fresh(List<Trial> trials) {
        if (trials.size() >= tuning.trials()) {
            return Optional.empty();
        }
        History history = Scores.history(trials, tuning);
        return tuning.sampler().next(tuning.space(), history, TrialRandom.of(tuning.seed(), trials.size()));
    }

    private void start(Trial trial, ExecutorService threads) {
        int epochs = halving.epochs().get(trial.rung());
        int processors = Math.max(1, Runtime.getRuntime().availableProcessors() / workers);
        TrialJob job = new TrialJob(trial.number(), tuning.trial(trial.point(), processors), folder(trial), epochs);
        running.add(trial.number());
        listener.onStart(trial, epochs);
        threads.execute(() -> {
            try {
                TrialOutcome outcome = runner.run(job, step -> listener.onStep(trial.number(), step));
                ended.add(new Ended(trial, Optional.of(outcome), Optional.empty()));
            } catch (RuntimeException e) {
                // whatever one trial does wrong, the others' hours are not to be lost by it
                ended.add(new Ended(trial, Optional.empty(), Optional.of(e)));
            }
        });
    }

    private Path folder(Trial trial) {
        return folder.resolve("trials").resolve("%04d".formatted(trial.number()));
    }

    /** Waits for the next piece to end; returns nothing where it was asked to stop instead. */
    private Optional<Ended> take() {
        try {
            return Optional.of(ended.take());
        } catch (InterruptedException e) {
            stopping = true;
            runner.stop();
            return Optional.empty();
        }
    }

    private void note(Ended piece, TrialJournal journal) {
        Trial trial = piece.trial();
        running.remove(trial.number());
        piece.failure().ifPresent(failure -> fail(new TrialFailure(trial.number(), reason(failure))));
        Optional<TrialOutcome> outcome = piece.outcome();
        if (outcome.isPresent() && outcome.get() instanceof TrialOutcome.Measured measured) {
            tuning.aim().of(measured.result().means());
            settle(journal.put(trial.with(measured.result())));
        } else if (outcome.isPresent() && outcome.get() instanceof TrialOutcome.Diverged diverged) {
            settle(journal.put(trial.diverged(diverged.how())));
        }
    }

    private static String reason(RuntimeException failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private void fail(TrialFailure failure) {
        failures.add(failure);
        listener.onFailure(failure);
    }

    private void settle(Trial trial) {
        boolean over = trial.diverged().isPresent() || trial.rung() == halving.top();
        discard(trial, over ? RunCleanup::discardAll : RunCleanup::discardModels);
        listener.onResult(trial);
    }

    private void discard(Trial trial, Consumer<Path> cleanup) {
        Optional.of(folder(trial)).filter(Files::isDirectory).ifPresent(cleanup);
    }
}
