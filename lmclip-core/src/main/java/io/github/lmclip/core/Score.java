package io.github.lmclip.core;

import io.github.lmclip.core.eval.ScoreKind;

/** What the number of a {@link Prediction} is: how cosines of a picture and the classes become scores. */
public sealed interface Score {

    /** The cosine of picture and prompt, in [-1, 1]. */
    Score COSINE = Plain.COSINE;

    /** The cosine times the model's scale, plus its bias where it has one. */
    Score LOGIT = Plain.LOGIT;

    /** The softmax of the logits over the classes, which sum to 1: what the published code ranks by. */
    Score SOFTMAX = Plain.SOFTMAX;

    /**
     * Returns the sigmoid of {@code scale * cosine + bias}: a probability for each class on its own.
     *
     * @throws IllegalArgumentException if a number is not finite
     */
    static Score sigmoid(double scale, double bias) {
        return new Sigmoid(scale, bias);
    }

    /**
     * Returns a score per class.
     *
     * @param cosines of one picture and every class
     * @param scale the model's, > 0
     * @param bias the model's, 0 where it has none
     */
    float[] of(float[] cosines, float scale, float bias);

    /** Returns the name by which results call this score. */
    String label();

    /** The scores without parameters of their own. */
    enum Plain implements Score {
        /** See {@link Score#COSINE}. */
        COSINE {
            @Override
            public float[] of(float[] cosines, float scale, float bias) {
                return cosines.clone();
            }
        },
        /** See {@link Score#LOGIT}. */
        LOGIT {
            @Override
            public float[] of(float[] cosines, float scale, float bias) {
                float[] logits = new float[cosines.length];
                for (int i = 0; i < logits.length; i++) {
                    logits[i] = scale * cosines[i] + bias;
                }
                return logits;
            }
        },
        /** See {@link Score#SOFTMAX}. */
        SOFTMAX {
            @Override
            public float[] of(float[] cosines, float scale, float bias) {
                return ScoreKind.softmax(LOGIT.of(cosines, scale, bias));
            }
        };

        @Override
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * A sigmoid with numbers of the caller's.
     *
     * @param scale factor of the cosines
     * @param bias summand
     */
    record Sigmoid(double scale, double bias) implements Score {

        /** Checks that both are numbers. */
        public Sigmoid {
            if (!Double.isFinite(scale) || !Double.isFinite(bias)) {
                throw new IllegalArgumentException(
                        "a sigmoid's scale and bias must be finite, got %s and %s".formatted(scale, bias));
            }
        }

        @Override
        public float[] of(float[] cosines, float modelScale, float modelBias) {
            float[] scores = new float[cosines.length];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = (float) (1 / (1 + Math.exp(-(scale * cosines[i] + bias))));
            }
            return scores;
        }

        @Override
        public String label() {
            return "sigmoid(%s, %s)".formatted(scale, bias);
        }
    }
}
