package io.github.lmclip.core.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether probabilities mean what they say: of all answers around 70 %, seven in ten should be right.
 *
 * @param bins equal ranges of probability from 0 to 1
 * @see <a href="https://proceedings.mlr.press/v70/guo17a.html">Guo et al., On Calibration of Modern Neural Networks, 2017</a>
 */
public record Reliability(List<Bin> bins) {

    /** Copies the list. */
    public Reliability {
        bins = List.copyOf(bins);
    }

    /**
     * The answers of one range.
     *
     * @param low end of the range
     * @param high end of the range
     * @param count answers in it
     * @param confidence their mean probability; NaN where there are none
     * @param accuracy share of them that is right; NaN where there are none
     */
    public record Bin(double low, double high, long count, double confidence, double accuracy) {}

    /**
     * Sorts all pairs of a picture and a class by their probability.
     *
     * @param probabilities [N][C], each in [0, 1]
     * @param targets [N][C]
     * @param bins how many ranges, at least 1
     * @throws IllegalArgumentException if a probability is outside [0, 1]
     */
    public static Reliability of(float[][] probabilities, boolean[][] targets, int bins) {
        double[] sums = new double[bins];
        long[] counts = new long[bins];
        long[] right = new long[bins];
        for (int image = 0; image < probabilities.length; image++) {
            for (int id = 0; id < probabilities[image].length; id++) {
                float probability = probabilities[image][id];
                if (!(probability >= 0 && probability <= 1)) {
                    throw new IllegalArgumentException("the probability of image %d and class %d is %s, expected 0 to 1"
                            .formatted(image, id, probability));
                }
                int bin = Math.min(bins - 1, (int) (probability * bins));
                sums[bin] += probability;
                counts[bin]++;
                right[bin] += targets[image][id] ? 1 : 0;
            }
        }
        List<Bin> found = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            found.add(new Bin(
                    (double) bin / bins,
                    (bin + 1.0) / bins,
                    counts[bin],
                    sums[bin] / counts[bin],
                    (double) right[bin] / counts[bin]));
        }
        return new Reliability(found);
    }

    /** Returns the expected calibration error: the mean of |accuracy - confidence| over all answers. */
    public double expectedCalibrationError() {
        double sum = 0;
        long count = 0;
        for (Bin bin : bins) {
            if (bin.count > 0) {
                sum += bin.count * Math.abs(bin.accuracy - bin.confidence);
                count += bin.count;
            }
        }
        return sum / count;
    }
}
