package io.github.lmclip.core.tune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One point of the space and how far its training has come.
 *
 * @param number from 1, in the order of choice
 * @param point values by key
 * @param rung to which it was sent, from 0
 * @param results of the rungs that are behind, from the first
 * @param diverged what became no number, where training ended so
 */
public record Trial(
        int number, SortedMap<String, String> point, int rung, List<RungResult> results, Optional<String> diverged) {

    /** Copies point and results. */
    public Trial {
        point = Collections.unmodifiableSortedMap(new TreeMap<>(point));
        results = List.copyOf(results);
    }

    static Trial begin(int number, SortedMap<String, String> point) {
        return new Trial(number, point, 0, List.of(), Optional.empty());
    }

    /** Returns whether it is where it was sent. */
    public boolean isSettled() {
        return diverged.isPresent() || results.size() > rung;
    }

    /** Returns whether it has been measured at a rung. */
    public boolean hasResult(int at) {
        return results.size() > at;
    }

    /** Returns the result of the last rung behind it. */
    public Optional<RungResult> last() {
        return results.isEmpty() ? Optional.empty() : Optional.of(results.get(results.size() - 1));
    }

    Trial promoted() {
        return new Trial(number, point, rung + 1, results, diverged);
    }

    Trial with(RungResult result) {
        List<RungResult> more = new ArrayList<>(results);
        more.add(result);
        return new Trial(number, point, rung, more, diverged);
    }

    Trial diverged(String how) {
        return new Trial(number, point, rung, results, Optional.of(how));
    }
}
