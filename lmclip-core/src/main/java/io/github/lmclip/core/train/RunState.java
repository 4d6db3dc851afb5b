package io.github.lmclip.core.train;

import ai.djl.ndarray.NDArray;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All numbers that a run goes on with between two steps: parameters, statistics, moments.
 *
 * @param arrays float32 by name, in an order that is the same in every run; they are read and filled in place
 */
public record RunState(Map<String, NDArray> arrays) {

    /** Copies the map. */
    public RunState {
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    }

    /** Returns this state with more arrays. */
    RunState plus(Map<String, NDArray> more) {
        Map<String, NDArray> all = new LinkedHashMap<>(arrays);
        all.putAll(more);
        return new RunState(all);
    }
}
