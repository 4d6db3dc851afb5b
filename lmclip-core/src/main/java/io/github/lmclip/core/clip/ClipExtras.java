package io.github.lmclip.core.clip;

/**
 * What a network may have beside CLIP's parameters.
 *
 * @param logitBias whether the logits have a trained bias: for losses on independent sigmoids, such as binary
 *     cross-entropy or SigLIP's
 * @param labels how many trained vectors there are that pictures are compared with instead of prompts, one per class; 0
 *     for none
 */
public record ClipExtras(boolean logitBias, int labels) {

    /** Checks the number. */
    public ClipExtras {
        if (labels < 0) {
            throw new IllegalArgumentException("labels must be >= 0, got " + labels);
        }
    }

    /** Returns CLIP as it is. */
    public static ClipExtras none() {
        return new ClipExtras(false, 0);
    }

    /** Returns what one of two networks of the same classes has at least. */
    public ClipExtras and(ClipExtras other) {
        return new ClipExtras(logitBias || other.logitBias, Math.max(labels, other.labels));
    }
}
