package io.github.lmclip.core.eval;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * How sure headline numbers are, by drawing as many pictures again and again, with replacement.
 *
 * @param resamples how often, at least 100
 * @param level of the intervals, in (0, 1)
 * @param method how the intervals follow from what came out
 * @param seed of the draws; the same seed gives the same intervals on any number of threads
 * @see <a href="https://doi.org/10.1201/9780429246593">Efron and Tibshirani, An Introduction to the Bootstrap, 1993</a>,
 *     chapters 13 and 14
 */
public record Bootstrap(int resamples, double level, Method method, long seed) {

    private static final int FEWEST = 100;

    /** Blocks of pictures that are left out in turn for BCa's acceleration. */
    private static final int BLOCKS = 200;

    /** How an interval follows from the resamples. */
    public enum Method {
        /** Percentiles of the resamples. */
        PERCENTILE,
        /** Percentiles shifted for bias and skewness: bias-corrected and accelerated, by a jackknife over 200 blocks. */
        BCA
    }

    /** Checks the ranges. */
    public Bootstrap {
        if (resamples < FEWEST || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "resamples must be >= %d and level in (0, 1), got %d and %s".formatted(FEWEST, resamples, level));
        }
    }

    /** Returns 1,000 resamples and 95 % intervals by BCa. */
    public static Bootstrap defaults() {
        return new Bootstrap(1000, 0.95, Method.BCA, 0);
    }

    /** Returns the interval of every headline number. */
    public Map<Headline, Interval> of(Predictions predictions, ScoreKind score) {
        Resampling resampling = new Resampling(predictions, score);
        int[] once = new int[resampling.images()];
        Arrays.fill(once, 1);
        double[] estimates = resampling.measure(once);
        double[][] drawn = IntStream.range(0, resamples)
                .parallel()
                .mapToObj(number -> resampling.measure(Resampling.draw(once.length, seed, number)))
                .toArray(double[][]::new);
        double[][] jackknife = method == Method.BCA ? jackknife(resampling) : new double[0][];
        Map<Headline, Interval> intervals = new EnumMap<>(Headline.class);
        for (Headline headline : Headline.values()) {
            int at = headline.ordinal();
            intervals.put(headline, interval(estimates[at], column(drawn, at), column(jackknife, at)));
        }
        return intervals;
    }

    private static double[][] jackknife(Resampling resampling) {
        int images = resampling.images();
        int blocks = Math.min(BLOCKS, images);
        return IntStream.range(0, blocks)
                .parallel()
                .mapToObj(block -> resampling.measure(IntStream.range(0, images)
                        .map(image -> image % blocks == block ? 0 : 1)
                        .toArray()))
                .toArray(double[][]::new);
    }

    /** Returns one number of every resample that has it. */
    static double[] column(double[][] rows, int at) {
        return Arrays.stream(rows)
                .mapToDouble(row -> row[at])
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    /** Returns the interval of one number. */
    Interval interval(double estimate, double[] drawn, double[] leftOut) {
        if (Double.isNaN(estimate) || drawn.length == 0) {
            return new Interval(estimate, Double.NaN, Double.NaN);
        }
        double tail = (1 - level) / 2;
        double low = tail;
        double high = 1 - tail;
        if (method == Method.BCA) {
            double bias = bias(estimate, drawn);
            double acceleration = acceleration(leftOut);
            low = shifted(tail, bias, acceleration);
            high = shifted(1 - tail, bias, acceleration);
        }
        return new Interval(estimate, quantile(drawn, low), quantile(drawn, high));
    }

    /** Returns how far the estimate is from the middle of the resamples, in deviations; equal ones count half. */
    private static double bias(double estimate, double[] drawn) {
        double below = Arrays.stream(drawn)
                .map(value -> value < estimate ? 1 : value == estimate ? 0.5 : 0)
                .sum();
        double share = Math.min(Math.max(below, 0.5), drawn.length - 0.5) / drawn.length;
        return normal().inverseCumulativeProbability(share);
    }

    private static double acceleration(double[] leftOut) {
        double mean = Arrays.stream(leftOut).average().orElse(0);
        double cubes = 0;
        double squares = 0;
        for (double value : leftOut) {
            double difference = mean - value;
            squares += difference * difference;
            cubes += difference * difference * difference;
        }
        return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
    }

    private static double shifted(double share, double bias, double acceleration) {
        double z = bias + normal().inverseCumulativeProbability(share);
        return normal().cumulativeProbability(bias + z / (1 - acceleration * z));
    }

    private static NormalDistribution normal() {
        return new NormalDistribution(null, 0, 1);
    }

    private static double quantile(double[] values, double share) {
        Percentile percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
        return percentile.evaluate(values, Math.min(100, Math.max(Double.MIN_NORMAL, 100 * share)));
    }
}
