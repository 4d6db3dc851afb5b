package io.github.lmclip.core.tune;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * What a search knows when it chooses the next point.
 *
 * @param scored points with comparable scores, in the order of their trials
 * @param others points that were begun and have no such score yet, in the same order
 */
public record History(List<Observation> scored, List<SortedMap<String, String>> others) {

    /** Copies both. */
    public History {
        scored = List.copyOf(scored);
        others = List.copyOf(others);
    }

    /** Returns every point so far. */
    Set<SortedMap<String, String>> tried() {
        Set<SortedMap<String, String>> tried = new HashSet<>(others);
        scored.forEach(observation -> tried.add(observation.point()));
        return tried;
    }
}
