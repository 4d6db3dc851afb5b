package io.github.lmclip.core.tune;

import io.github.lmclip.core.eval.StoredMeans;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A trial as {@code trials.json} has it.
 *
 * @param number from 1
 * @param point values by key
 * @param rung to which it was sent
 * @param results of the rungs behind
 * @param diverged what became no number; null, and left out, where nothing did
 */
record StoredTrial(int number, Map<String, String> point, int rung, List<Rung> results, String diverged) {

    /** A result; see {@link RungResult}. */
    record Rung(int epochs, Map<String, Map<String, Double>> means, double seconds, double cpuSeconds) {}

    static StoredTrial of(Trial trial) {
        List<Rung> results = trial.results().stream()
                .map(result -> new Rung(
                        result.epochs(), StoredMeans.of(result.means()), result.seconds(), result.cpuSeconds()))
                .toList();
        return new StoredTrial(
                trial.number(),
                trial.point(),
                trial.rung(),
                results,
                trial.diverged().orElse(null));
    }

    Trial trial() {
        List<RungResult> found = results.stream()
                .map(rung -> new RungResult(
                        rung.epochs(), StoredMeans.read(rung.means()), rung.seconds(), rung.cpuSeconds()))
                .toList();
        return new Trial(number, new TreeMap<>(point), rung, found, Optional.ofNullable(diverged));
    }
}
