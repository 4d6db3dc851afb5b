package io.github.lmclip.core.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/** What the results of trials that ended at different rungs say about their points. */
final class Scores {

    private Scores() {}

    /**
     * Returns what a sampler learns from: the scores of the highest rung that enough trials have come to, since those of one
     * rung alone compare (Falkner, Klein, Hutter, ICML 2018, section 3.2). What diverged below it counts there too.
     */
    static History history(List<Trial> trials, Tuning tuning) {
        int enough = tuning.space().domains().size() + 2 + Sampler.FEWEST;
        int rung = tuning.halving().top();
        while (rung > 0 && scored(trials, rung, tuning.aim()).size() < enough) {
            rung--;
        }
        List<SortedMap<String, String>> others = new ArrayList<>();
        int at = rung;
        trials.stream().filter(trial -> !counts(trial, at)).forEach(trial -> others.add(trial.point()));
        return new History(scored(trials, rung, tuning.aim()), others);
    }

    private static boolean counts(Trial trial, int rung) {
        return trial.hasResult(rung) || trial.diverged().isPresent();
    }

    private static List<Observation> scored(List<Trial> trials, int rung, Aim aim) {
        return trials.stream()
                .filter(trial -> counts(trial, rung))
                .map(trial -> new Observation(trial.point(), Halving.score(trial, rung, aim)))
                .toList();
    }

    /** Returns the trials with a result, the best first: whoever came further, then whoever has the higher score there. */
    static List<Trial> ranking(List<Trial> trials, Aim aim) {
        return trials.stream()
                .filter(trial -> !trial.results().isEmpty())
                .sorted(Comparator.comparingInt((Trial trial) -> trial.results().size())
                        .thenComparingDouble(
                                trial -> Halving.score(trial, trial.results().size() - 1, aim))
                        .reversed()
                        .thenComparingInt(Trial::number))
                .toList();
    }
}
