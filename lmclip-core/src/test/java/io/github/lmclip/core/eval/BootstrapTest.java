package io.github.lmclip.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    private static final double EXACT = 1e-12;

    private static Bootstrap with(Bootstrap.Method method) {
        return new Bootstrap(1000, 0.95, method, 3);
    }

    @Test
    void everyNumberOfAWeightingIsThatOfTheRepeatedPictures() {
        Predictions all = DrawnPredictions.of(1, 60, 6, 0.7);
        int[] weights = Resampling.draw(all.size(), 5, 0);
        int[] repeated = IntStream.range(0, all.size())
                .flatMap(image -> IntStream.generate(() -> image).limit(weights[image]))
                .toArray();
        Predictions drawn = new Predictions(
                IntStream.of(repeated).mapToObj(all.images()::get).toList(),
                all.classNames(),
                all.groups(),
                IntStream.of(repeated).mapToObj(i -> all.logits()[i]).toArray(float[][]::new),
                IntStream.of(repeated).mapToObj(i -> all.targets()[i]).toArray(boolean[][]::new));
        for (ScoreKind score : ScoreKind.values()) {
            double[] found = new Resampling(all, score).measure(weights);
            Evaluation expected = drawn.evaluate(score);
            for (Headline headline : Headline.values()) {
                assertEquals(headline.of(expected), found[headline.ordinal()], EXACT, headline.name());
            }
        }
    }

    @Test
    void intervalsHoldTheEstimateAndNarrowWithMorePictures() {
        for (Bootstrap.Method method : Bootstrap.Method.values()) {
            Map<Headline, Interval> few = with(method).of(DrawnPredictions.of(2, 100, 6, 0.7), ScoreKind.RAW);
            Map<Headline, Interval> many = with(method).of(DrawnPredictions.of(2, 1600, 6, 0.7), ScoreKind.RAW);
            few.forEach((headline, interval) -> {
                assertTrue(
                        interval.low() < interval.estimate() && interval.estimate() < interval.high(), headline.name());
                double width = interval.high() - interval.low();
                double narrow = many.get(headline).high() - many.get(headline).low();
                assertTrue(narrow < width / 2, headline + ": a quarter of " + width + " expected, got " + narrow);
            });
        }
    }

    @Test
    void sameSeedGivesTheSameIntervals() {
        Predictions predictions = DrawnPredictions.of(3, 80, 5, 0.5);
        assertEquals(
                with(Bootstrap.Method.BCA).of(predictions, ScoreKind.SOFTMAX),
                with(Bootstrap.Method.BCA).of(predictions, ScoreKind.SOFTMAX));
    }

    /** The AUROC of normal scores is known, so that one can count how often the interval holds it. */
    @Test
    void intervalsHoldTheTruthAboutAsOftenAsTheySay() {
        double truth = new NormalDistribution().cumulativeProbability(1 / Math.sqrt(2));
        int held = 0;
        int trials = 120;
        for (int trial = 0; trial < trials; trial++) {
            java.util.Random random = new java.util.Random(trial);
            float[][] logits = new float[200][1];
            boolean[][] targets = new boolean[200][1];
            for (int i = 0; i < logits.length; i++) {
                targets[i][0] = i % 2 == 0;
                logits[i][0] = (float) (random.nextGaussian() + (targets[i][0] ? 1 : 0));
            }
            Predictions predictions = new Predictions(
                    IntStream.range(0, 200).mapToObj(Integer::toString).toList(),
                    List.of("class"),
                    DrawnPredictions.groups(1),
                    logits,
                    targets);
            Interval found = new Bootstrap(300, 0.9, Bootstrap.Method.BCA, trial)
                    .of(predictions, ScoreKind.RAW)
                    .get(Headline.AUROC_TOTAL);
            held += found.low() <= truth && truth <= found.high() ? 1 : 0;
        }
        assertTrue(held > 0.83 * trials && held < 0.97 * trials, held + " of " + trials + ", 90 % expected");
    }

    /** For a symmetric statistic without bias both methods agree; the mean of many values is one. */
    @Test
    void correctionIsSmallWhereThereIsNothingToCorrect() {
        SplittableRandom random = new SplittableRandom(9);
        double[] drawn = random.doubles(20_001, 0, 1).toArray();
        double[] leftOut = {0.4, 0.6, 0.5, 0.45, 0.55};
        Interval plain = with(Bootstrap.Method.PERCENTILE).interval(0.5, drawn, leftOut);
        Interval corrected = with(Bootstrap.Method.BCA).interval(0.5, drawn, leftOut);
        assertEquals(plain.low(), corrected.low(), 0.01);
        assertEquals(plain.high(), corrected.high(), 0.01);
    }

    @Test
    void correctionFollowsItsFormula() {
        double[] drawn =
                IntStream.rangeClosed(1, 999).mapToDouble(i -> i / 1000.0).toArray();
        double[] leftOut = {0.1, 0.1, 0.1, 0.9};
        double mean = Arrays.stream(leftOut).average().orElseThrow();
        double cubes = Arrays.stream(leftOut).map(v -> Math.pow(mean - v, 3)).sum();
        double squares = Arrays.stream(leftOut).map(v -> Math.pow(mean - v, 2)).sum();
        NormalDistribution normal = new NormalDistribution();
        double bias = normal.inverseCumulativeProbability(299.5 / 999);
        double a = cubes / (6 * Math.pow(squares, 1.5));
        double z = bias + normal.inverseCumulativeProbability(0.025);
        double share = normal.cumulativeProbability(bias + z / (1 - a * z));
        Interval found = with(Bootstrap.Method.BCA).interval(0.3, drawn, leftOut);
        assertEquals(0.001 + share * 0.998, found.low(), 1e-9);
    }

    @Test
    void refusesTooFewResamplesAndImpossibleLevels() {
        assertThrows(IllegalArgumentException.class, () -> new Bootstrap(99, 0.95, Bootstrap.Method.BCA, 0));
        assertThrows(IllegalArgumentException.class, () -> new Bootstrap(1000, 1, Bootstrap.Method.BCA, 0));
    }
}
