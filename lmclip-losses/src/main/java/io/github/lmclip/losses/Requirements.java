package io.github.lmclip.losses;

import java.util.List;

/** The ranges of hyper-parameters, and the words for what breaks them. */
final class Requirements {

    private Requirements() {}

    static void finiteAtLeast(String name, double value, double least) {
        if (!(value >= least) || value == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("%s must be >= %s, got %s".formatted(name, plain(least), value));
        }
    }

    static void positive(String name, double value) {
        if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("%s must be > 0, got %s".formatted(name, value));
        }
    }

    static void within(String name, double value, double least, double below) {
        if (!(value >= least && value < below)) {
            throw new IllegalArgumentException(
                    "%s must be in [%s, %s), got %s".formatted(name, plain(least), plain(below), value));
        }
    }

    static List<Double> weights(List<Double> weights) {
        for (int i = 0; i < weights.size(); i++) {
            finiteAtLeast("classWeights[" + i + "]", weights.get(i), 0);
        }
        return List.copyOf(weights);
    }

    /** Checks that there are no weights, or one per class of the batch. */
    static void perClass(List<Double> weights, LossInput batch) {
        if (!weights.isEmpty() && weights.size() != batch.classes()) {
            throw new IllegalArgumentException("classWeights must be empty or one per class (%d), got %d"
                    .formatted(batch.classes(), weights.size()));
        }
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
