package io.github.lmclip.core.eval;

import io.github.lmclip.data.ClassGroup;
import java.util.Arrays;
import java.util.List;

/**
 * How far pictures lie from the centres of the classes that they show and of those that they do not, as the published
 * evaluation measures it: a centre is the mean of its pictures' unit vectors, not brought to length 1, and the distance
 * adds 1e-6 to each component of the difference, as PyTorch's {@code pairwise_distance} does.
 *
 * @param positive mean distance over all pairs of a picture and a class that it shows; NaN where there are none
 * @param negative mean distance over all other pairs; NaN where there are none
 */
public record ClassDistances(double positive, double negative) {

    private static final double EPSILON = 1e-6;

    /** Returns the positive distance over the negative one: the smaller, the better the classes are apart. */
    public double ratio() {
        return positive / negative;
    }

    /**
     * Returns the centres [C][D] of the classes; those of classes that no picture shows are NaN.
     *
     * @param features one vector per picture [N][D], of any length
     * @param targets [N][C]
     */
    public static double[][] centres(float[][] features, boolean[][] targets) {
        double[][] centres = new double[targets[0].length][features[0].length];
        int[] counts = new int[centres.length];
        for (int image = 0; image < features.length; image++) {
            double[] unit = unit(features[image]);
            for (int id = 0; id < centres.length; id++) {
                if (targets[image][id]) {
                    counts[id]++;
                    for (int d = 0; d < unit.length; d++) {
                        centres[id][d] += unit[d];
                    }
                }
            }
        }
        for (int id = 0; id < centres.length; id++) {
            for (int d = 0; d < centres[id].length; d++) {
                centres[id][d] /= counts[id];
            }
        }
        return centres;
    }

    /** Returns a label's vector as a class's centre: where the distances of pictures to texts are asked for. */
    public static double[][] centres(float[][] labels) {
        return Arrays.stream(labels).map(ClassDistances::unit).toArray(double[][]::new);
    }

    /**
     * Measures the classes of some groups.
     *
     * @param features one vector per picture [N][D], of any length
     * @param targets [N][C]
     * @param centres of the classes [C][D], which may come of more pictures than these; classes of NaN are left out
     * @param groups each class's group
     * @param wanted the groups to measure
     */
    public static ClassDistances of(
            float[][] features,
            boolean[][] targets,
            double[][] centres,
            List<ClassGroup> groups,
            List<ClassGroup> wanted) {
        double[] sums = new double[2];
        long[] pairs = new long[2];
        for (int image = 0; image < features.length; image++) {
            double[] unit = unit(features[image]);
            for (int id = 0; id < centres.length; id++) {
                if (wanted.contains(groups.get(id)) && !Double.isNaN(centres[id][0])) {
                    int side = targets[image][id] ? 0 : 1;
                    sums[side] += distance(unit, centres[id]);
                    pairs[side]++;
                }
            }
        }
        return new ClassDistances(sums[0] / pairs[0], sums[1] / pairs[1]);
    }

    private static double distance(double[] one, double[] other) {
        double squares = 0;
        for (int d = 0; d < one.length; d++) {
            double difference = one[d] - other[d] + EPSILON;
            squares += difference * difference;
        }
        return Math.sqrt(squares);
    }

    static double[] unit(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        double[] unit = new double[vector.length];
        for (int d = 0; d < unit.length; d++) {
            unit[d] = vector[d] / Math.sqrt(squares);
        }
        return unit;
    }
}
