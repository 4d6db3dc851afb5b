package io.github.lmclip.core.tune;

import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.ScoreKind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a trial had come to at a rung.
 *
 * @param epochs behind it
 * @param means mAP on held-out pictures after the last of them, in [0, 1], by what pictures are ranked by
 * @param seconds since the rung before, on the clock
 * @param cpuSeconds since the rung before, of all threads; where the trial was stopped in between, both are of the last piece
 */
public record RungResult(int epochs, Map<ScoreKind, GroupMeans> means, double seconds, double cpuSeconds) {

    /** Copies the means. */
    public RungResult {
        means = Collections.unmodifiableMap(new EnumMap<>(means));
    }
}
