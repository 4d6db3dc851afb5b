package io.github.lmclip.core.tune;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Functions that optimizers are compared on, as in Surjanovic and Bingham's Virtual Library of Simulation Experiments. */
enum StandardFunction {
    /** Three equal minima of 0.397887 in two dimensions. */
    BRANIN(2, 0.397887) {
        @Override
        SearchSpace space() {
            return SearchSpace.of(java.util.Map.of(
                    "x0", new RealRange(-5, 10, Scale.LINEAR), "x1", new RealRange(0, 15, Scale.LINEAR)));
        }

        @Override
        double of(double... x) {
            double bowl = x[1] - 5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0] + 5 / Math.PI * x[0] - 6;
            return bowl * bowl + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x[0]) + 10;
        }
    },
    /** One minimum of -3.32237 among six in six dimensions. */
    HARTMANN_6(6, -3.32237) {
        private static final double[] HEIGHT = {1.0, 1.2, 3.0, 3.2};
        private static final double[][] STEEPNESS = {
            {10, 3, 17, 3.5, 1.7, 8}, {0.05, 10, 17, 0.1, 8, 14}, {3, 3.5, 1.7, 10, 17, 8}, {17, 8, 0.05, 10, 0.1, 14}
        };
        private static final double[][] CENTRE = {
            {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
            {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
            {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
            {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
        };

        @Override
        SearchSpace space() {
            SortedMap<String, Domain> domains = new TreeMap<>();
            for (int i = 0; i < 6; i++) {
                domains.put("x" + i, new RealRange(0, 1, Scale.LINEAR));
            }
            return new SearchSpace(domains);
        }

        @Override
        double of(double... x) {
            double sum = 0;
            for (int i = 0; i < HEIGHT.length; i++) {
                double distance = 0;
                for (int j = 0; j < x.length; j++) {
                    distance += STEEPNESS[i][j] * (x[j] - CENTRE[i][j]) * (x[j] - CENTRE[i][j]);
                }
                sum -= HEIGHT[i] * Math.exp(-distance);
            }
            return sum;
        }
    };

    private final int dimensions;
    private final double minimum;

    StandardFunction(int dimensions, double minimum) {
        this.dimensions = dimensions;
        this.minimum = minimum;
    }

    abstract SearchSpace space();

    abstract double of(double... x);

    double minimum() {
        return minimum;
    }

    /** Returns the score of a point: minus the function. */
    ToDoubleFunction<SortedMap<String, String>> score() {
        return point -> {
            double[] x = new double[dimensions];
            for (int i = 0; i < dimensions; i++) {
                x[i] = Double.parseDouble(point.get("x" + i));
            }
            return -of(x);
        };
    }
}
