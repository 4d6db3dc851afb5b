package io.github.lmclip.core.tune;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A point that was tried.
 *
 * @param point values by key
 * @param score the higher the better; minus infinity where training diverged
 */
public record Observation(SortedMap<String, String> point, double score) {

    /** Copies the point. */
    public Observation {
        point = Collections.unmodifiableSortedMap(new TreeMap<>(point));
        if (Double.isNaN(score)) {
            throw new IllegalArgumentException("a score must be a number, got NaN");
        }
    }
}
