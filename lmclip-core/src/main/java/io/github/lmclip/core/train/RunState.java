package io.github.lmclip.core.train;

import ai.djl.ndarray.NDArray;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All numbers that a run goes on with between two steps: parameters, statistics, moments.
 *
 * @param arrays float32 by name, in an order that is the same in every run; they are read and filled in place
 * @param beginnings for some of them, the name of the array that they begin as a copy of; the others begin as they are
 */
public record RunState(Map<String, NDArray> arrays, Map<String, String> beginnings) {

    /** Copies the maps. */
    public RunState {
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
        beginnings = Map.copyOf(beginnings);
    }

    /** Returns this state with more arrays. */
    RunState plus(Map<String, NDArray> more) {
        Map<String, NDArray> all = new LinkedHashMap<>(arrays);
        all.putAll(more);
        return new RunState(all, beginnings);
    }
}
