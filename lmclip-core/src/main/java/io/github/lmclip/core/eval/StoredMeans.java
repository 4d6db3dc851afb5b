package io.github.lmclip.core.eval;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Means by score as JSON files have them: by the names of score and group; none for a group without classes, since JSON has no NaN. */
public final class StoredMeans {

    private StoredMeans() {}

    /** Returns what a file gets. */
    public static Map<String, Map<String, Double>> of(Map<ScoreKind, GroupMeans> means) {
        Map<String, Map<String, Double>> stored = new TreeMap<>();
        means.forEach((score, found) -> {
            Map<String, Double> parts = new TreeMap<>();
            for (GroupMeans.Part part : GroupMeans.Part.values()) {
                if (!Double.isNaN(part.of(found))) {
                    parts.put(part.word(), part.of(found));
                }
            }
            stored.put(score.word(), parts);
        });
        return stored;
    }

    /** Returns what a file has. */
    public static Map<ScoreKind, GroupMeans> read(Map<String, Map<String, Double>> stored) {
        Map<ScoreKind, GroupMeans> means = new EnumMap<>(ScoreKind.class);
        stored.forEach((score, parts) -> means.put(
                ScoreKind.valueOf(score.toUpperCase(Locale.ROOT)),
                new GroupMeans(
                        value(parts, GroupMeans.Part.TOTAL),
                        value(parts, GroupMeans.Part.HEAD),
                        value(parts, GroupMeans.Part.MEDIUM),
                        value(parts, GroupMeans.Part.TAIL))));
        return means;
    }

    private static double value(Map<String, Double> parts, GroupMeans.Part part) {
        return parts.getOrDefault(part.word(), Double.NaN);
    }
}
