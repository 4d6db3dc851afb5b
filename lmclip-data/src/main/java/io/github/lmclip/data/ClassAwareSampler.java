package io.github.lmclip.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Draws images of rare classes more often: with replacement, in proportion to their weights, as many per epoch as there
 * are images.
 */
public final class ClassAwareSampler implements Sampler {

    private final double[] cumulative;
    private final long seed;

    /**
     * Creates a sampler.
     *
     * @param weights one per image, finite, >= 0, not all 0; see {@link ClassFrequencies#imageWeights}
     * @param seed of the draws
     * @throws IllegalArgumentException if a weight is negative or not finite, or none is positive
     */
    public ClassAwareSampler(double[] weights, long seed) {
        this.seed = seed;
        double largest = largest(weights);
        cumulative = new double[weights.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] / largest;
            cumulative[i] = sum;
        }
    }

    private static double largest(double[] weights) {
        double largest = 0;
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "weights[%d] must be a finite number >= 0, got %s".formatted(i, weights[i]));
            }
            largest = Math.max(largest, weights[i]);
        }
        if (largest == 0) {
            throw new IllegalArgumentException(
                    "at least one weight must be > 0, got " + weights.length + " weights of 0");
        }
        return largest;
    }

    @Override
    public IntStream indices(long epoch) {
        return Seeds.of(seed, epoch).doubles(cumulative.length).mapToInt(this::draw);
    }

    /** Returns the image whose share of the total weight holds {@code u}, in [0, 1). */
    private int draw(double u) {
        int found = Arrays.binarySearch(cumulative, u * cumulative[cumulative.length - 1]);
        int image = found < 0 ? -found - 1 : found + 1;
        while (image > 0 && cumulative[image] == cumulative[image - 1]) {
            image++;
        }
        return image;
    }
}
