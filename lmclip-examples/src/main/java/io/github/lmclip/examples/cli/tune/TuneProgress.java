package io.github.lmclip.examples.cli.tune;

import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.tune.RungResult;
import io.github.lmclip.core.tune.Trial;
import io.github.lmclip.core.tune.TrialFailure;
import io.github.lmclip.core.tune.TrialStep;
import io.github.lmclip.core.tune.TuneListener;
import io.github.lmclip.core.tune.Tuning;
import io.github.lmclip.examples.cli.output.StatusLine;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A line for each rung that is over, and on a terminal one that says where the trials at hand stand. */
final class TuneProgress implements TuneListener, AutoCloseable {

    private final Tuning tuning;
    private final StatusLine status = new StatusLine();
    private final Map<Integer, String> running = new TreeMap<>();
    private int begun;

    TuneProgress(Tuning tuning) {
        this.tuning = tuning;
    }

    @Override
    public void onBegin(int workers) {
        System.err.printf(
                "%d trials, measured after %s epochs; %d at once.%n",
                tuning.trials(),
                tuning.halving().epochs().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                workers);
    }

    @Override
    public synchronized void onStart(Trial trial, int epochs) {
        begun = Math.max(begun, trial.number());
        running.put(trial.number(), "starts");
    }

    @Override
    public synchronized void onStep(int trial, TrialStep step) {
        running.put(trial, "epoch %d, step %d/%d".formatted(step.epoch(), step.step(), step.steps()));
        status.show(this::text);
    }

    private String text() {
        return running.entrySet().stream()
                .map(entry -> "trial %d %s".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("; ", "%d of %d begun; ".formatted(begun, tuning.trials()), ""));
    }

    @Override
    public synchronized void onResult(Trial trial) {
        String result = trial.diverged().orElseGet(() -> words(trial.last().orElseThrow()));
        say(trial.number(), "trial %d (%s): %s".formatted(trial.number(), point(trial), result));
    }

    private String words(RungResult result) {
        GroupMeans means = result.means().get(tuning.aim().score());
        return "%d of %d epochs, mAP %s"
                .formatted(result.epochs(), tuning.base().training().epochs(), means);
    }

    private static String point(Trial trial) {
        return trial.point().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    @Override
    public synchronized void onFailure(TrialFailure failure) {
        say(failure.trial(), "trial %d failed: %s".formatted(failure.trial(), failure.reason()));
    }

    private void say(int trial, String line) {
        running.remove(trial);
        status.clear();
        System.err.println(line);
    }

    @Override
    public synchronized void close() {
        status.clear();
    }
}
