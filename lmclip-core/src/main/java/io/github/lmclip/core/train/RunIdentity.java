package io.github.lmclip.core.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What makes a run what it is. Two runs are the same if all their parts are; the keys of a configuration say in fewer words
 * what differs.
 *
 * @param parts a text for each part of the run, by name
 * @param keys all values by their keys
 * @param keptKeys those of the run that is in the folder; empty where they are not known
 */
public record RunIdentity(Map<String, String> parts, Map<String, String> keys, Map<String, String> keptKeys) {

    /** Which keys a part follows from. */
    private static final Map<String, String> BEGINNINGS = Map.of(
            "backbone", "network.",
            "training", "data.",
            "test", "data.",
            "objective", "loss",
            "options", "training.",
            "decoding", "loading.",
            "prompts", "network.prompt",
            "captions", "data.captions");

    private static final String WHERE_PICTURES_LIE = "data.images";

    /** Sorts the parts, so that the same run's state is the same bytes. */
    public RunIdentity {
        parts = Collections.unmodifiableMap(new TreeMap<>(parts));
        keys = Collections.unmodifiableMap(new TreeMap<>(keys));
        keptKeys = Collections.unmodifiableMap(new TreeMap<>(keptKeys));
    }

    /** Returns a clause for every key that makes a part differ, and for every part that differs without a key. */
    List<String> differencesFrom(Map<String, String> keptParts) {
        TreeSet<String> names = new TreeSet<>(keptParts.keySet());
        names.addAll(parts.keySet());
        names.removeIf(name -> Objects.equals(keptParts.get(name), parts.get(name)));
        TreeSet<String> byKey = new TreeSet<>();
        List<String> byPart = new ArrayList<>();
        for (String name : names) {
            List<String> found = changedKeys(BEGINNINGS.getOrDefault(name, name));
            byKey.addAll(found);
            if (found.isEmpty()) {
                Difference texts = Difference.of(String.valueOf(keptParts.get(name)), String.valueOf(parts.get(name)));
                byPart.add(clause(name, texts.before(), texts.after()));
            }
        }
        List<String> all = new ArrayList<>(byKey);
        all.addAll(byPart);
        return all;
    }

    private List<String> changedKeys(String beginning) {
        if (keptKeys.isEmpty()) {
            return List.of();
        }
        TreeSet<String> names = new TreeSet<>(keptKeys.keySet());
        names.addAll(keys.keySet());
        return names.stream()
                .filter(key -> key.startsWith(beginning) && !key.equals(WHERE_PICTURES_LIE))
                .filter(key -> !Objects.equals(keptKeys.get(key), keys.get(key)))
                .map(key -> clause(key, keptKeys.get(key), keys.get(key)))
                .toList();
    }

    private static String clause(String name, String before, String after) {
        return "%s: %s -> %s".formatted(name, known(before), known(after));
    }

    private static String known(String value) {
        return value == null ? "unsaid" : Difference.shortened(value);
    }
}
