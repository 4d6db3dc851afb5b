package io.github.lmclip.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The gradients of the loss family against central differences in float64, for any composition of its pieces. */
class FamilyGradientProperties {

    private static final double STEP = 1e-6;

    /** Error of central differences at that step, relative to the largest slope and loss. */
    private static final double TOLERANCE = 2e-6;

    private static final int ROWS = 3;
    private static final int CLASSES = 4;
    private static final int TOKENS = 2;
    private static final int WIDTH = 3;

    /** A class without images, and one in all. */
    private static final ClassCounts COUNTS = new ClassCounts(30, List.of(30, 7, 1, 0));

    @Provide
    Arbitrary<Loss> compositions() {
        return Combinators.combine(
                        Arbitraries.of(CrossEntropy.class),
                        shifts().list().ofMaxSize(2),
                        weightings().list().ofMaxSize(2),
                        focusings(),
                        Arbitraries.of(Reduction.MEAN, Reduction.SUM))
                .as(ComposedLoss::new);
    }

    private static Arbitrary<MarginShift> shifts() {
        return Arbitraries.of(
                new PriorBias(COUNTS, 0.4),
                TargetScaling.of(1, 5),
                TargetScaling.of(3, 0.5),
                TargetScaling.byFrequency(COUNTS, 2));
    }

    private static Arbitrary<Weighting> weightings() {
        Arbitrary<Weighting> balancing = Arbitraries.of(ClassBalancing.Averaging.class)
                .map(averaging -> new ClassBalancing(COUNTS, 0.9, averaging));
        Arbitrary<Weighting> rebalancing =
                Arbitraries.of(Rebalancing.Claims.class).map(claims -> new Rebalancing(COUNTS, 0.1, 10, 0.3, claims));
        Arbitrary<Weighting> others = Arbitraries.of(
                new TargetWeighting(0.3, 0.7),
                FrequencyWeighting.inverse(COUNTS).dividedBy(Peak.BATCH),
                FrequencyWeighting.rootInverse(COUNTS).dividedBy(Peak.PICTURE));
        return Arbitraries.oneOf(balancing, rebalancing, others);
    }

    private static Arbitrary<Focusing> focusings() {
        return Combinators.combine(
                        Arbitraries.of(0.0, 0.5, 1.0, 2.0, 3.5),
                        Arbitraries.of(1.0, 2.0),
                        Arbitraries.of(Focusing.Scope.class))
                .as(Focusing::new);
    }

    @Provide
    Arbitrary<Loss> named() {
        return Arbitraries.of(LossFamily.class).map(name -> name.of(DistributionBalance.VOC_MLT, COUNTS));
    }

    @Property(tries = 60)
    void compositionsHaveTheGradientOfTheirValue(@ForAll("compositions") Loss loss, @ForAll long seed) {
        checkLogits(loss, seed);
    }

    @Property(tries = 40)
    void namedLossesHaveTheGradientOfTheirValue(@ForAll("named") Loss loss, @ForAll long seed) {
        checkLogits(loss, seed);
    }

    @Property(tries = 10)
    void embeddingLossHasTheGradientOfItsValue(@ForAll boolean counted, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        // a margin so large that no hinge is near its kink
        ClassEmbeddingLoss loss = new ClassEmbeddingLoss(100, 2, counted ? Optional.of(COUNTS) : Optional.empty());
        double[] captions = random.doubles(ROWS * TOKENS * WIDTH, -1, 1).toArray();
        double[] prompts = random.doubles(CLASSES * TOKENS * WIDTH, -1, 1).toArray();
        double[] targets = targets(random);
        check(
                prompts,
                new long[] {CLASSES, TOKENS, WIDTH},
                loss.toString(),
                tensors -> leaf -> loss.evaluate(
                        tensors.constant(captions, ROWS, TOKENS, WIDTH),
                        leaf,
                        tensors.constant(targets, ROWS, CLASSES)));
    }

    private static void checkLogits(Loss loss, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] targets = targets(random);
        double[] logits = new double[ROWS * CLASSES];
        for (int i = 0; i < logits.length; i++) {
            // a lattice that keeps differences off 1, where hinges have their kink
            logits[i] = 0.3 * random.nextInt(-12, 13) + 0.01 * (i % CLASSES);
        }
        check(
                logits,
                new long[] {ROWS, CLASSES},
                loss.toString(),
                tensors -> leaf -> loss.evaluate(LossInput.of(leaf, tensors.constant(targets, ROWS, CLASSES))));
    }

    /** Returns any labels for the first rows, none for the last. */
    private static double[] targets(SplittableRandom random) {
        double[] targets = new double[ROWS * CLASSES];
        for (int i = 0; i < (ROWS - 1) * CLASSES; i++) {
            targets[i] = random.nextInt(2);
        }
        return targets;
    }

    private static void check(
            double[] point, long[] shape, String name, Function<Tensors, Function<NDArray, NDArray>> loss) {
        double[] gradient;
        double largest;
        try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
            NDArray leaf = tensors.leaf(point, shape);
            NDArray value = loss.apply(tensors).apply(leaf);
            tensors.backward(value);
            gradient = Tensors.gradient(leaf);
            largest = Math.max(Math.abs(Tensors.value(value)), 1);
        }
        for (int i = 0; i < point.length; i++) {
            double above = moved(point, i, STEP, shape, loss);
            double below = moved(point, i, -STEP, shape, loss);
            double slope = (above - below) / (2 * STEP);
            double tolerance = TOLERANCE * Math.max(largest, Math.abs(slope));
            assertEquals(slope, gradient[i], tolerance, name + " entry " + i);
        }
    }

    private static double moved(
            double[] point, int entry, double by, long[] shape, Function<Tensors, Function<NDArray, NDArray>> loss) {
        double[] copy = point.clone();
        copy[entry] += by;
        try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
            return Tensors.value(loss.apply(tensors).apply(tensors.leaf(copy, shape)));
        }
    }
}
