package io.github.lmclip.core.onnx;

/**
 * The numbers that a tensor takes, which 256 steps of equal width stand for. Zero is one of them: it is what is padded
 * with, and where a ReLU cuts.
 *
 * @param low of the range, at most 0
 * @param high of the range, at least 0 and above {@code low}
 */
record Range(float low, float high) {

    /** The largest unsigned number of 8 bits. */
    private static final int STEPS = 255;

    Range {
        if (!(low <= 0 && high >= 0 && low < high) || Float.isInfinite(high - low)) {
            throw new IllegalArgumentException("expected a finite range around 0, got [%s, %s]".formatted(low, high));
        }
    }

    /** Returns the width of a step. */
    float scale() {
        return (high - low) / STEPS;
    }

    /** Returns the step that stands for 0. */
    int zero() {
        return Math.min(STEPS, Math.round(-low / scale()));
    }
}
