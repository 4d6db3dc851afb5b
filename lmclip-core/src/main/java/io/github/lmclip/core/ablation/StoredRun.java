package io.github.lmclip.core.ablation;

import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.GroupMeans.Part;
import io.github.lmclip.core.eval.ScoreKind;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
        Map<String, Map<String, Double>> means = new TreeMap<>();
        run.means().forEach((score, found) -> {
            Map<String, Double> parts = new TreeMap<>();
            for (Part part : Part.values()) {
                if (!Double.isNaN(part.of(found))) {
                    parts.put(part.word(), part.of(found));
                }
            }
            means.put(score.name().toLowerCase(Locale.ROOT), parts);
        });
        return new StoredRun(run.variant(), run.seed(), settings, means, run.seconds(), run.cpuSeconds());
    }

    AblationRun run() {
        Map<ScoreKind, GroupMeans> found = new EnumMap<>(ScoreKind.class);
        means.forEach((score, parts) -> found.put(
                ScoreKind.valueOf(score.toUpperCase(Locale.ROOT)),
                new GroupMeans(
                        value(parts, Part.TOTAL),
                        value(parts, Part.HEAD),
                        value(parts, Part.MEDIUM),
                        value(parts, Part.TAIL))));
        return new AblationRun(variant, seed, found, seconds, cpuSeconds);
    }

    private static double value(Map<String, Double> parts, Part part) {
        return parts.getOrDefault(part.word(), Double.NaN);
    }
}
