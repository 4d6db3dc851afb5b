package io.github.lmclip.core.ablation;

import io.github.lmclip.core.eval.StoredMeans;
import java.util.Map;
import java.util.SortedMap;

/**
 * A finished run as {@code results.json} has it.
 *
 * @param variant its name
 * @param seed of it
 * @param settings all values of its configuration that change the result
 * @param means mAP in [0, 1] by score and group; none for a group without classes, since JSON has no NaN
 * @param seconds on the clock
 * @param cpuSeconds of all threads
 */
record StoredRun(
        String variant,
        long seed,
        Map<String, String> settings,
        Map<String, Map<String, Double>> means,
        double seconds,
        double cpuSeconds) {

    static StoredRun of(AblationRun run, SortedMap<String, String> settings) {
        return new StoredRun(
                run.variant(), run.seed(), settings, StoredMeans.of(run.means()), run.seconds(), run.cpuSeconds());
    }

    AblationRun run() {
        return new AblationRun(variant, seed, StoredMeans.read(means), seconds, cpuSeconds);
    }
}
