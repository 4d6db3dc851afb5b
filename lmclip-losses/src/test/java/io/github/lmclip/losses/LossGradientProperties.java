package io.github.lmclip.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The gradient of every loss against central differences in float64. */
class LossGradientProperties {

    private static final double STEP = 1e-6;

    /** Error of central differences at that step, relative to the largest slope and loss. */
    private static final double TOLERANCE = 2e-6;

    private static final int ROWS = 3;
    private static final int CLASSES = 4;

    @Provide
    Arbitrary<Loss> losses() {
        List<Double> weights =
                IntStream.range(0, CLASSES).mapToObj(i -> 0.3 + 0.2 * i).toList();
        BalancedAsymmetricLoss bal = BalancedAsymmetricLoss.defaults().withClassWeights(weights);
        AsymmetricLoss asl = AsymmetricLoss.defaults().withFocusGradient(true).withClassWeights(weights);
        return Arbitraries.of(
                bal,
                bal.withGammaNeg(12).withSmoothing(0.01),
                bal.withNormalization(Normalization.NONE).withGammaNeg(4),
                bal.withNormalization(Normalization.LOGIT_SCALE).withMargin(0),
                bal.withGammaPos(1.5).withReduction(Reduction.SUM),
                asl,
                asl.withGammaNeg(2.5).withGammaPos(0.7).withMargin(0.2),
                new BinaryCrossEntropyLoss(),
                SingleLabelAsymmetricLoss.defaults(),
                new ContrastiveLoss(),
                new MultiPositiveContrastiveLoss(Positives.EQUAL_CAPTIONS),
                new MultiPositiveContrastiveLoss(Positives.SHARED_CLASSES),
                new SigLipLoss(),
                new ContrastiveLoss().plus(bal.times(0.2)));
    }

    @Property(tries = 60)
    void gradientAgreesWithCentralDifferences(@ForAll("losses") Loss loss, @ForAll long seed) {
        Batch batch = Batch.random(seed);
        double[][] gradients = batch.gradients(loss);
        double largest = Math.max(Math.abs(batch.value(loss)), 1);
        for (int input = 0; input < gradients.length; input++) {
            for (int i = 0; i < gradients[input].length; i++) {
                double above = batch.moved(input, i, STEP).value(loss);
                double below = batch.moved(input, i, -STEP).value(loss);
                double slope = (above - below) / (2 * STEP);
                double tolerance = TOLERANCE * Math.max(largest, Math.abs(slope));
                assertEquals(slope, gradients[input][i], tolerance, loss + " input " + input + " entry " + i);
            }
        }
    }

    /** All inputs of a batch, as plain numbers: logits, images, texts, scale, bias; and one-hot targets. */
    private record Batch(double[][] inputs, double[] targets) {

        private static final long[][] SHAPES = {{ROWS, CLASSES}, {ROWS, 2}, {ROWS, 2}, {}, {}};

        static Batch random(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] targets = new double[ROWS * CLASSES];
            for (int row = 0; row < ROWS; row++) {
                targets[row * CLASSES + random.nextInt(CLASSES)] = 1;
            }
            double[][] inputs = {
                random.doubles(ROWS * CLASSES, 0.5, 6).toArray(),
                random.doubles(ROWS * 2, -1, 1).toArray(),
                random.doubles(ROWS * 2, -1, 1).toArray(),
                {random.nextDouble(1, 5)},
                {random.nextDouble(-3, 0)}
            };
            return new Batch(inputs, targets);
        }

        Batch moved(int input, int entry, double by) {
            double[][] copy = new double[inputs.length][];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = inputs[i].clone();
            }
            copy[input][entry] += by;
            return new Batch(copy, targets);
        }

        double value(Loss loss) {
            try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
                return Tensors.value(loss.evaluate(input(leaves(tensors), tensors)));
            }
        }

        double[][] gradients(Loss loss) {
            try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
                List<NDArray> leaves = leaves(tensors);
                tensors.backward(loss.evaluate(input(leaves, tensors)));
                return leaves.stream().map(Tensors::gradient).toArray(double[][]::new);
            }
        }

        private List<NDArray> leaves(Tensors tensors) {
            return IntStream.range(0, SHAPES.length)
                    .mapToObj(i -> tensors.leaf(inputs[i], SHAPES[i]))
                    .toList();
        }

        private LossInput input(List<NDArray> leaves, Tensors tensors) {
            NDArray wanted = tensors.constant(targets, ROWS, CLASSES);
            return LossInput.of(leaves.get(0), wanted, leaves.get(1), leaves.get(2), leaves.get(3))
                    .withLogitBias(leaves.get(4))
                    .withCaptionIds(tensors.constant(new double[] {7, 3, 7}, ROWS));
        }
    }
}
