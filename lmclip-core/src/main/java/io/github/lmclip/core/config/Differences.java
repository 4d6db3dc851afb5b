package io.github.lmclip.core.config;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What has changed between two sets of values. */
public final class Differences {

    private Differences() {}

    /** Returns a clause for every key whose value has changed, joined by semicolons; an empty text where none has. */
    public static String between(Map<String, String> before, SortedMap<String, String> now) {
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(now.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(before.get(key), now.get(key)))
                .map(key -> "%s was %s and is now %s".formatted(key, before.get(key), now.get(key)))
                .collect(Collectors.joining("; "));
    }
}
