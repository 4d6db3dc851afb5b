package io.github.lmclip.core.tune;

import io.github.lmclip.core.eval.GroupMeans;
import io.github.lmclip.core.eval.ScoreKind;
import java.util.Map;
import java.util.Objects;

/**
 * What a search makes as high as it can: one mAP on held-out pictures.
 *
 * @param score what pictures are ranked by
 * @param part which classes the mean is over
 */
public record Aim(ScoreKind score, GroupMeans.Part part) {

    /** Checks that both are there. */
    public Aim {
        Objects.requireNonNull(score, "score");
        Objects.requireNonNull(part, "part");
    }

    /**
     * Returns that mAP, in [0, 1].
     *
     * @throws IllegalStateException if there is no class to take the mean over
     */
    public double of(Map<ScoreKind, GroupMeans> means) {
        double value = part.of(means.get(score));
        if (Double.isNaN(value)) {
            throw new IllegalStateException(
                    "there is no class in the group \"%s\" to choose by".formatted(part.word()));
        }
        return value;
    }

    /** Returns what tables call it. */
    public String words() {
        return "mAP %s, AP by %s".formatted(part.word(), score.word());
    }
}
