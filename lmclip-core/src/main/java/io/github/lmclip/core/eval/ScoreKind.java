package io.github.lmclip.core.eval;

import java.util.Locale;

/** What a class is ranked by. The two rank pictures differently, by up to ten points of mAP at zero-shot. */
public enum ScoreKind {
    /** Softmax over the classes of a picture, in float32: as published. */
    SOFTMAX {
        @Override
        public float[][] of(float[][] logits) {
            float[][] scores = new float[logits.length][];
            for (int i = 0; i < logits.length; i++) {
                scores[i] = softmax(logits[i]);
            }
            return scores;
        }
    },
    /** The logits themselves: scaled cosines. */
    RAW {
        @Override
        public float[][] of(float[][] logits) {
            return logits;
        }
    };

    /** Returns its word in files, tables and commands: softmax or raw. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the scores that follow from logits [images][classes]. */
    public abstract float[][] of(float[][] logits);

    /** Returns the softmax of one picture's logits, each in [0, 1]. */
    public static float[] softmax(float[] logits) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        float sum = 0;
        float[] scores = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            scores[i] = (float) Math.exp(logits[i] - largest);
            sum += scores[i];
        }
        for (int i = 0; i < logits.length; i++) {
            scores[i] /= sum;
        }
        return scores;
    }
}
