package io.github.lmclip.data.inspect;

import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.LongTailDataset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What class-aware sampling will do in an epoch of N draws with replacement, image i being drawn with probability p_i in
 * proportion to its weight.
 *
 * @param power of the weights
 * @param classWeights the weight of each class, in (0, 1]; see {@link ClassFrequencies#classWeights}
 * @param drawsPerEpoch expected draws that show each class: N times the sum of p_i over its images
 * @param distinctImages expected images drawn at least once: the sum of 1 - (1 - p_i)^N
 */
public record SamplingPlan(double power, List<Double> classWeights, List<Double> drawsPerEpoch, double distinctImages) {

    /** Copies the lists. */
    public SamplingPlan {
        classWeights = List.copyOf(classWeights);
        drawsPerEpoch = List.copyOf(drawsPerEpoch);
    }

    /**
     * Computes the expectations.
     *
     * @param split the training split, with at least one image
     * @param power >= 0, finite
     * @throws IllegalArgumentException if the power is not, or there is no image
     */
    public static SamplingPlan of(LongTailDataset split, double power) {
        if (split.samples().isEmpty()) {
            throw new IllegalArgumentException(split.name() + " has no images, expected some to draw");
        }
        ClassFrequencies frequencies = ClassFrequencies.of(split);
        double[] weights = frequencies.imageWeights(split, power);
        double total = Arrays.stream(weights).sum();
        double[] draws = new double[split.classNames().size()];
        for (int image = 0; image < weights.length; image++) {
            double expected = split.size() * weights[image] / total;
            split.samples().get(image).classes().forEach(id -> draws[id] += expected);
        }
        double distinct = Arrays.stream(weights)
                .map(weight -> -Math.expm1(split.size() * Math.log1p(-weight / total)))
                .sum();
        return new SamplingPlan(
                power,
                frequencies.classWeights(power),
                IntStream.range(0, draws.length).mapToObj(id -> draws[id]).toList(),
                distinct);
    }
}
