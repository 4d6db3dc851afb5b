package io.github.lmclip.core.ablation;

import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.ScoreKind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A finished run.
 *
 * @param variant its name
 * @param seed of its draws and augmentation
 * @param means mAP after the last epoch, in [0, 1], by what pictures are ranked by; NaN for a group without classes
 * @param seconds that it took, on the clock
 * @param cpuSeconds that it took, of all threads; for a run that was stopped, both are of its last piece
 */
public record AblationRun(
        String variant, long seed, Map<ScoreKind, GroupMeans> means, double seconds, double cpuSeconds) {

    /**
     * Copies the means.
     *
     * @throws IllegalArgumentException if they are not there for every kind of score
     */
    public AblationRun {
        EnumMap<ScoreKind, GroupMeans> copy = new EnumMap<>(ScoreKind.class);
        copy.putAll(means);
        if (copy.size() != ScoreKind.values().length) {
            throw new IllegalArgumentException(
                    "%s, seed %d: expected mAP by every score, got %s".formatted(variant, seed, copy.keySet()));
        }
        means = Collections.unmodifiableMap(copy);
    }
}
