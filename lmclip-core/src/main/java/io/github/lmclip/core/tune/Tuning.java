package io.github.lmclip.core.tune;

import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.config.MeasuredOn;
import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.ScoreKind;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A search for the values of a configuration that train best, by mAP on held-out training pictures; the test split is not
 * looked at.
 *
 * <pre>{@code
 * SearchSpace space = SearchSpace.read(Path.of("space.conf"));
 * TuneReport report = Tuning.of(Configuration.quickstart(), space).withTrials(30).run(Path.of("runs/tune"));
 * report.configuration().ifPresent(best -> System.out.println(best.text()));
 * }</pre>
 *
 * <p>The same search in the same folder goes on where it was stopped or killed. With one worker, the same seed gives the same
 * trials and results. With several, a random search still gives the same points; which ones are promoted, and what TPE learns
 * from, depends on who ends first.
 *
 * @param base the configuration that all trials are changes of; without early stopping, which halving takes the place of
 * @param space what is changed
 * @param sampler chooses the points
 * @param trials how many points are tried, at least 1
 * @param aim what is made as high as it can be
 * @param eta of successive halving, one of so many goes on, at least 2
 * @param rungs of successive halving, at least 1; with 1, every trial is trained to the end
 * @param seed of the choices; that of the training is the configuration's
 * @param workers trials at once, at least 1; absent: as many as memory and processors allow
 */
@RecordBuilder
@RecordBuilder.Options(suffix = "Copies")
public record Tuning(
        Configuration base,
        SearchSpace space,
        Sampler sampler,
        int trials,
        Aim aim,
        int eta,
        int rungs,
        long seed,
        OptionalInt workers)
        implements TuningCopies.With {

    /**
     * Checks that the configuration takes what the space has.
     *
     * @throws IllegalArgumentException if a number is out of its range
     * @throws io.github.lmclip.core.config.ConfigurationException if the space has an unknown key or impossible values
     */
    public Tuning {
        Objects.requireNonNull(sampler, "sampler");
        Objects.requireNonNull(aim, "aim");
        require(trials >= 1, "trials must be >= 1, got %s", trials);
        require(workers.orElse(1) >= 1, "workers must be >= 1, got %s", workers.orElse(1));
        require(
                base.training().earlyStopping().isEmpty(),
                "training.earlyStopping must be none, since halving ends trials, got %s",
                base.training().earlyStopping());
        Halving.of(base.training().epochs(), eta, rungs);
        space.requireFor(base);
    }

    private static void require(boolean holds, String message, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(message.formatted(value));
        }
    }

    /** Returns a search by TPE: 30 trials, the mAP of all classes by softmax, three rungs of which one third goes on. */
    public static Tuning of(Configuration base, SearchSpace space) {
        Aim aim = new Aim(ScoreKind.SOFTMAX, GroupMeans.Part.TOTAL);
        return new Tuning(base, space, TreeParzen.defaults(), 30, aim, 3, 3, 0, OptionalInt.empty());
    }

    /** Returns the samplers by the words that a command line calls them. */
    public static List<Sampler> samplers() {
        return List.of(TreeParzen.defaults(), new RandomSearch());
    }

    /** Runs what the folder does not hold yet, every trial in a process of its own, and reports on all of it. */
    public TuneReport run(Path folder) {
        return run(folder, TuneListener.NOBODY, new TrialProcesses());
    }

    /**
     * Runs what the folder does not hold yet. Every rung is kept as soon as it is known, and a trial that was stopped goes on
     * where it was. An interrupted thread stops after the steps at hand and gets the report of what is finished. Afterwards
     * {@code best.conf} in the folder is the best configuration so far.
     *
     * @param folder for results and runs, of this search alone; more trials may be added to it
     * @param listener watches
     * @param runner trains
     * @throws IllegalStateException if another process has the folder, or it holds another search; the message says what
     *     differs
     */
    public TuneReport run(Path folder, TuneListener listener, TrialRunner runner) {
        return new TrialQueue(this, folder, listener, runner).run();
    }

    /** Returns the report of what is finished, and runs nothing. */
    public TuneReport finished(Path folder) {
        return new TuneReport(this, TrialJournal.open(folder, identity()).trials(), List.of());
    }

    /** Returns the rungs. */
    public Halving halving() {
        return Halving.of(base.training().epochs(), eta, rungs);
    }

    /** Returns the configuration of a point as a trial trains it: with pictures held out, and every epoch measured. */
    Configuration trial(SortedMap<String, String> point, int threads) {
        Configuration run = MeasuredOn.HELD_OUT.of(base.with(point)).with("training.evaluateEvery", "1");
        return base.machine().threads().isPresent() ? run : run.with("machine.threads", Integer.toString(threads));
    }

    /** Returns what makes this search what it is, by name. */
    SortedMap<String, String> identity() {
        SortedMap<String, String> identity = new TreeMap<>(base.decisiveValues());
        space.texts().forEach((key, text) -> identity.put("the space of " + key, text));
        identity.put("sampler", sampler.toString());
        identity.put("objective", aim.words());
        identity.put("eta", Integer.toString(eta));
        identity.put("rungs", halving().epochs().toString());
        identity.put("seed of the choices", Long.toString(seed));
        return identity;
    }
}
