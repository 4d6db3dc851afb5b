package io.github.lmclip.core.tune;

import io.github.lmclip.core.config.Configuration;
import io.github.lmclip.core.watch.WholeFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What a search has found so far.
 *
 * @param tuning what was searched for
 * @param trials by number
 * @param failures of this time
 */
public record TuneReport(Tuning tuning, List<Trial> trials, List<TrialFailure> failures) {

    /** The name of the best configuration's file in a search's folder. */
    public static final String BEST = "best.conf";

    /** How many trials with results it takes to say how much a key mattered. */
    public static final int FEWEST_FOR_IMPORTANCE = 4;

    /** Copies the lists. */
    public TuneReport {
        trials = List.copyOf(trials);
        failures = List.copyOf(failures);
    }

    /** Returns whether every trial was begun and is where it was sent; then one at least is trained to the end, unless all diverged. */
    public boolean isComplete() {
        long points = Math.min(tuning.trials(), tuning.space().size());
        return trials.size() >= points
                && trials.stream().allMatch(Trial::isSettled)
                && tuning.halving().leader(trials, tuning.aim()).isEmpty()
                && tuning.halving().promotable(trials, tuning.aim()).isEmpty();
    }

    /** Returns the trials with a result, the best first: whoever came further, then whoever has the higher score there. */
    public List<Trial> ranking() {
        return Scores.ranking(trials, tuning.aim());
    }

    /** Returns the best trial; none where no rung is behind any. */
    public Optional<Trial> best() {
        return ranking().stream().findFirst();
    }

    /** Returns a trial's score at the last rung behind it, in [0, 1]; NaN where there is none. */
    public double score(Trial trial) {
        return trial.last().map(result -> tuning.aim().of(result.means())).orElse(Double.NaN);
    }

    /** Returns the best configuration: the base with the best trial's values, nothing more held out than in the base. */
    public Optional<Configuration> configuration() {
        return best().map(trial -> tuning.base().with(trial.point()));
    }

    /** Returns how much each key mattered, see {@link Importance}; empty before {@value #FEWEST_FOR_IMPORTANCE} trials have results. */
    public SortedMap<String, Double> importance() {
        return Importance.of(this);
    }

    /** Writes the best configuration as a file for {@code --config}, with where it comes from; nothing where there is none. */
    public void writeBest(Path file) {
        best().ifPresent(trial -> WholeFile.write(
                file, origin(trial) + tuning.base().with(trial.point()).text()));
    }

    private String origin(Trial trial) {
        String point = trial.point().entrySet().stream()
                .map(entry -> "#   %s = %s%n".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
        return String.format(
                Locale.ROOT,
                "# Trial %d of %d: %s %.2f %% on held-out training pictures after %d of %d epochs. Chosen:%n%s%n",
                trial.number(),
                trials.size(),
                tuning.aim().words(),
                100 * score(trial),
                trial.last().orElseThrow().epochs(),
                tuning.base().training().epochs(),
                point);
    }
}
