package io.github.lmclip.core.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Both measures against their definitions, counted pair by pair, on scores with many ties. */
class RankingProperties {

    private static final double TOLERANCE = 1e-12;

    private record Case(float[] scores, boolean[] targets) {

        static Case random(long seed, int size) {
            SplittableRandom random = new SplittableRandom(seed);
            float[] scores = new float[size];
            boolean[] targets = new boolean[size];
            for (int i = 0; i < size; i++) {
                scores[i] = random.nextInt(-4, 5) * 0.25f;
                targets[i] = random.nextInt(3) == 0;
            }
            return new Case(scores, targets);
        }

        Case shuffled(SplittableRandom random) {
            Case copy = new Case(scores.clone(), targets.clone());
            for (int i = scores.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                float score = copy.scores[i];
                boolean target = copy.targets[i];
                copy.scores[i] = copy.scores[j];
                copy.targets[i] = copy.targets[j];
                copy.scores[j] = score;
                copy.targets[j] = target;
            }
            return copy;
        }

        int count(float atLeast, boolean positivesOnly) {
            return (int) IntStream.range(0, scores.length)
                    .filter(i -> scores[i] >= atLeast && (targets[i] || !positivesOnly))
                    .count();
        }
    }

    @Property
    void averagePrecisionIsTheMeanPrecisionAtThePositives(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
        Case data = Case.random(seed, size);
        double expected = IntStream.range(0, size)
                .filter(i -> data.targets[i])
                .mapToDouble(i -> (double) data.count(data.scores[i], true) / data.count(data.scores[i], false))
                .average()
                .orElse(0);
        assertEquals(expected, AveragePrecision.of(data.scores, data.targets), TOLERANCE);
    }

    @Property
    void aurocIsTheShareOfPairsInOrder(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
        Case data = Case.random(seed, size);
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                if (data.targets[i] && !data.targets[j]) {
                    pairs++;
                    sum += data.scores[i] > data.scores[j] ? 1 : data.scores[i] == data.scores[j] ? 0.5 : 0;
                }
            }
        }
        assertEquals(pairs == 0 ? Double.NaN : sum / pairs, Auroc.of(data.scores, data.targets), TOLERANCE);
    }

    @Property
    void monotoneChangesOfTheScoresChangeNothing(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
        Case data = Case.random(seed, size);
        float[] moved = new float[size];
        for (int i = 0; i < size; i++) {
            moved[i] = 3 * data.scores[i] * data.scores[i] * data.scores[i] - 7;
        }
        assertEquals(
                AveragePrecision.of(data.scores, data.targets), AveragePrecision.of(moved, data.targets), TOLERANCE);
        assertEquals(Auroc.of(data.scores, data.targets), Auroc.of(moved, data.targets), TOLERANCE);
    }

    @Property
    void orderOfThePicturesChangesNothing(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
        Case data = Case.random(seed, size);
        Case shuffled = data.shuffled(new SplittableRandom(~seed));
        assertEquals(
                AveragePrecision.of(data.scores, data.targets), AveragePrecision.of(shuffled.scores, shuffled.targets));
        assertEquals(Auroc.of(data.scores, data.targets), Auroc.of(shuffled.scores, shuffled.targets));
    }

    @Property
    void everyPositiveAboveEveryNegativeIsPerfect(@ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int size) {
        Case data = Case.random(seed, size);
        data.targets[0] = true;
        data.targets[1] = false;
        for (int i = 0; i < size; i++) {
            data.scores[i] += data.targets[i] ? 10 : 0;
        }
        assertEquals(1, AveragePrecision.of(data.scores, data.targets), TOLERANCE);
        assertEquals(1, Auroc.of(data.scores, data.targets));
    }

    @Property
    void averagePrecisionLiesBetweenThatOfTheWorstRankingAndOne(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
        Case data = Case.random(seed, size);
        float[] worst = new float[size];
        for (int i = 0; i < size; i++) {
            worst[i] = data.targets[i] ? -i - 1 : 1;
        }
        double found = AveragePrecision.of(data.scores, data.targets);
        assertTrue(found <= 1 + TOLERANCE, () -> "above 1: " + found);
        assertTrue(found >= AveragePrecision.of(worst, data.targets) - TOLERANCE, () -> "below the worst: " + found);
    }

    @Property
    void reversingTheScoresMirrorsTheAuroc(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
        Case data = Case.random(seed, size);
        float[] reversed = new float[size];
        for (int i = 0; i < size; i++) {
            reversed[i] = -data.scores[i];
        }
        assertEquals(1 - Auroc.of(data.scores, data.targets), Auroc.of(reversed, data.targets), TOLERANCE);
    }

    @Property
    void picturesThatCountSeveralTimesAreCopies(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
        Case data = Case.random(seed, size);
        SplittableRandom random = new SplittableRandom(seed + 1);
        int[] weights = random.ints(size, 0, 4).toArray();
        int[] copies = IntStream.range(0, size)
                .flatMap(i -> IntStream.range(0, weights[i]).map(copy -> i))
                .toArray();
        float[] scores = new float[copies.length];
        boolean[] targets = new boolean[copies.length];
        for (int i = 0; i < copies.length; i++) {
            scores[i] = data.scores[copies[i]];
            targets[i] = data.targets[copies[i]];
        }
        RankWalk copied = Ranking.of(scores, targets).walk();
        double[] found = new SortedClass(data.scores, data.targets).measure(weights);
        boolean leftOut = copied.positives() == 0 && data.count(Float.NEGATIVE_INFINITY, true) > 0;
        assertEquals(leftOut ? Double.NaN : copied.averagePrecision(), found[0], TOLERANCE);
        assertEquals(copied.auroc(), found[1], TOLERANCE);
    }
}
