package io.github.lmclip.core.serve;

import java.util.List;

/** From logits to probabilities that are right as often as they say; fitted on labelled pictures that nothing was trained on. */
public sealed interface Calibration {

    /**
     * One label per picture: {@code softmax(logits / temperature)} (Guo et al., On Calibration of Modern Neural Networks,
     * 2017).
     *
     * @param temperature > 0
     */
    record Temperature(double temperature) implements Calibration {

        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is not positive and finite
         */
        public Temperature {
            if (!(temperature > 0) || Double.isInfinite(temperature)) {
                throw new IllegalArgumentException("temperature must be > 0, got " + temperature);
            }
        }
    }

    /**
     * Each label on its own: {@code sigmoid(slope * logit + intercept)} (Platt, Probabilistic Outputs for Support Vector
     * Machines, 1999).
     *
     * @param slopes one per label
     * @param intercepts one per label
     */
    record Platt(List<Double> slopes, List<Double> intercepts) implements Calibration {

        /**
         * Copies and checks the numbers.
         *
         * @throws IllegalArgumentException if they are not as many, or one is not finite
         */
        public Platt {
            slopes = List.copyOf(slopes);
            intercepts = List.copyOf(intercepts);
            if (slopes.size() != intercepts.size()) {
                throw new IllegalArgumentException("expected as many slopes as intercepts, got %d and %d"
                        .formatted(slopes.size(), intercepts.size()));
            }
            if (!slopes.stream().allMatch(Double::isFinite)
                    || !intercepts.stream().allMatch(Double::isFinite)) {
                throw new IllegalArgumentException(
                        "slopes and intercepts must be finite, got %s and %s".formatted(slopes, intercepts));
            }
        }

        /** Returns the probabilities [N][C] that follow from logits [N][C], each in [0, 1]. */
        public float[][] probabilities(float[][] logits) {
            float[][] probabilities = new float[logits.length][slopes.size()];
            for (int image = 0; image < logits.length; image++) {
                for (int id = 0; id < probabilities[image].length; id++) {
                    double z = slopes.get(id) * logits[image][id] + intercepts.get(id);
                    probabilities[image][id] = (float) (1 / (1 + Math.exp(-z)));
                }
            }
            return probabilities;
        }
    }
}
