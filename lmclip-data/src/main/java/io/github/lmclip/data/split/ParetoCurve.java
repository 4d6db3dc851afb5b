package io.github.lmclip.data.split;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How many images each class of a long-tailed split should have, the most frequent class first: the Pareto density over the
 * classes' ranks. Rank i of C takes the point x_i on an even grid from 1 to the quantile {@code reach} of the distribution,
 * and (largest - smallest) / x_i^(shape + 1) + smallest images, rounded down.
 *
 * @param shape the distribution's parameter alpha, > 0; the larger, the faster the fall
 * @param largest images of the first class
 * @param smallest images that the curve falls towards
 * @param reach the quantile at which the grid ends, inside (0, 1)
 * @see <a href="https://arxiv.org/abs/2007.09654">Wu et al., Distribution-Balanced Loss for Multi-Label Classification in
 *     Long-Tailed Datasets, ECCV 2020</a>, section 3, and the code published with it
 */
public record ParetoCurve(double shape, int largest, int smallest, double reach) {

    /** The curve of VOC-MLT: shape 6, from 800 images to 1. */
    public static final ParetoCurve VOC_MLT = new ParetoCurve(6, 800, 1, 0.99);

    /** The curve of COCO-MLT: shape 6, from 1,200 images to 1. */
    public static final ParetoCurve COCO_MLT = new ParetoCurve(6, 1200, 1, 0.99);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is outside its range, or largest is below smallest
     */
    public ParetoCurve {
        if (!(shape > 0 && shape < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("shape must be a finite number > 0, got " + shape);
        }
        if (smallest < 1 || largest < smallest) {
            throw new IllegalArgumentException(
                    "expected 1 <= smallest <= largest, got smallest %d, largest %d".formatted(smallest, largest));
        }
        if (!(reach > 0 && reach < 1)) {
            throw new IllegalArgumentException("reach must be inside (0, 1), got " + reach);
        }
    }

    /** Returns the shape of the benchmarks with other largest and smallest counts. */
    public static ParetoCurve between(int largest, int smallest) {
        return new ParetoCurve(VOC_MLT.shape, largest, smallest, VOC_MLT.reach);
    }

    /** Returns this curve with another shape. */
    public ParetoCurve withShape(double alpha) {
        return new ParetoCurve(alpha, largest, smallest, reach);
    }

    /**
     * Returns the images of each rank, never more than of the rank before.
     *
     * @param classes how many ranks, >= 0
     */
    public List<Integer> counts(int classes) {
        double end = Math.pow(1 - reach, -1 / shape);
        return IntStream.range(0, classes)
                .mapToDouble(rank -> classes == 1 ? 1 : 1 + (end - 1) * rank / (classes - 1))
                .mapToObj(x -> (int) ((largest - smallest) * Math.pow(x, -shape - 1) + smallest))
                .toList();
    }
}
