package io.github.lmclip.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loss against its formula in plain Java, and against the loss that it generalises. */
class MultiPositiveContrastiveLossTest {

    private static final double TOLERANCE = 1e-12;

    private static final int N = 5;
    private static final int WIDTH = 3;
    private static final double SCALE = 4;

    /** Pictures 0 and 3 have the same caption; 1 and 2 share a class with 0 or each other; 4 has none. */
    private static final double[] CAPTION_IDS = {0, 1, 2, 0, 3};

    private static final double[][] TARGETS = {{1, 0, 0}, {1, 1, 0}, {0, 1, 1}, {1, 0, 0}, {0, 0, 0}};

    private final double[][] images = unitRows(1);
    private final double[][] texts = unitRows(2);

    @ParameterizedTest
    @EnumSource
    void isItsFormula(Positives positives) {
        assertEquals(
                reference(positives),
                value(new MultiPositiveContrastiveLoss(positives), CAPTION_IDS, TARGETS),
                TOLERANCE);
    }

    @ParameterizedTest
    @EnumSource
    void isTheContrastiveLossWhereNothingIsShared(Positives positives) {
        double[] different = {5, 6, 7, 8, 9};
        double[][] apart = new double[N][N];
        for (int i = 1; i < N; i++) {
            apart[i][i] = 1;
        }
        assertEquals(
                value(new ContrastiveLoss(), different, apart),
                value(new MultiPositiveContrastiveLoss(positives), different, apart),
                TOLERANCE);
    }

    @ParameterizedTest
    @EnumSource(names = "OWN_CAPTION", mode = EnumSource.Mode.EXCLUDE)
    void differsFromTheContrastiveLossWhereSomethingIsShared(Positives positives) {
        double plain = value(new ContrastiveLoss(), CAPTION_IDS, TARGETS);
        double shared = value(new MultiPositiveContrastiveLoss(positives), CAPTION_IDS, TARGETS);
        assertTrue(Math.abs(plain - shared) > 1e-3, plain + " and " + shared);
    }

    @Test
    void saysWhatIsMissingOrDoesNotFit() {
        try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
            NDArray rows = matrix(tensors, images);
            LossInput pairs = LossInput.ofPairs(rows, matrix(tensors, texts), tensors.leaf(SCALE));
            Loss loss = new MultiPositiveContrastiveLoss(Positives.EQUAL_CAPTIONS);
            assertEquals(
                    "this loss needs captionIds, and the batch has none",
                    assertThrows(IllegalStateException.class, () -> loss.evaluate(pairs))
                            .getMessage());
            NDArray four = tensors.constant(new double[4], 4);
            assertEquals(
                    "captionIds must have the shape (5), got (4)",
                    assertThrows(IllegalArgumentException.class, () -> pairs.withCaptionIds(four))
                            .getMessage());
        }
    }

    private double value(Loss loss, double[] captionIds, double[][] targets) {
        try (Tensors tensors = Tensors.of(Precision.DOUBLE)) {
            NDArray wanted = matrix(tensors, targets);
            LossInput batch = LossInput.of(
                            wanted, wanted, matrix(tensors, images), matrix(tensors, texts), tensors.leaf(SCALE))
                    .withCaptionIds(tensors.constant(captionIds, N));
            return Tensors.value(loss.evaluate(batch));
        }
    }

    private double reference(Positives positives) {
        double sum = 0;
        for (int i = 0; i < N; i++) {
            double found = 0;
            int count = 0;
            for (int j = 0; j < N; j++) {
                if (isPositive(positives, i, j)) {
                    found += logSoftmax(images[i], texts, j) + logSoftmax(texts[i], images, j);
                    count++;
                }
            }
            sum += found / count;
        }
        return -sum / (2 * N);
    }

    private static boolean isPositive(Positives positives, int i, int j) {
        return i == j
                || switch (positives) {
                    case OWN_CAPTION -> false;
                    case EQUAL_CAPTIONS -> CAPTION_IDS[i] == CAPTION_IDS[j];
                    case SHARED_CLASSES -> dot(TARGETS[i], TARGETS[j]) > 0;
                };
    }

    private static double logSoftmax(double[] query, double[][] keys, int j) {
        double total = 0;
        for (double[] key : keys) {
            total += Math.exp(SCALE * dot(query, key));
        }
        return SCALE * dot(query, keys[j]) - Math.log(total);
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static NDArray matrix(Tensors tensors, double[][] rows) {
        double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        return tensors.constant(flat, rows.length, rows[0].length);
    }

    private static double[][] unitRows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] rows = new double[N][];
        for (int i = 0; i < N; i++) {
            double[] row = random.doubles(WIDTH, -1, 1).toArray();
            double length = Math.sqrt(dot(row, row));
            rows[i] = Arrays.stream(row).map(value -> value / length).toArray();
        }
        return rows;
    }
}
