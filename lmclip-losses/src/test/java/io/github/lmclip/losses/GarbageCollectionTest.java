package io.github.lmclip.losses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A garbage collection between the forward and the backward pass must not change the gradient. */
class GarbageCollectionTest {

    static Stream<Loss> losses() {
        ClassCounts counts = new ClassCounts(20, List.of(10, 3, 1));
        Loss bal = BalancedAsymmetricLoss.defaults().withClassWeights(List.of(0.5, 1.0, 0.2));
        return Stream.of(
                bal.times(0.4),
                new ContrastiveLoss().plus(bal.times(0.4)),
                AsymmetricLoss.defaults().withFocusGradient(true).times(2),
                new SingleLabelAsymmetricLoss(1, 4, 0.1, Reduction.MEAN).times(3),
                new BinaryCrossEntropyLoss().times(0.1),
                DistributionBalance.VOC_MLT.authors(counts),
                DistributionBalance.VOC_MLT.star(counts).times(3),
                DistributionBalance.VOC_MLT.starOfPaper(counts),
                RankingLoss.defaults(),
                new SigLipLoss().times(0.1));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void gradientSurvivesACollection(Loss loss) {
        assertArrayEquals(gradient(loss, false), gradient(loss, true));
    }

    private static double[] gradient(Loss loss, boolean collect) {
        try (Tensors tensors = Tensors.of(Precision.SINGLE)) {
            NDArray logits = tensors.leaf(new double[] {3, 1, 0.5, 2, 4, 1}, 2, 3);
            NDArray targets = tensors.constant(new double[] {1, 0, 0, 0, 1, 0}, 2, 3);
            NDArray images = tensors.leaf(new double[] {1, 0.2, 0.1, 1}, 2, 2);
            NDArray texts = tensors.leaf(new double[] {1, 0, 0, 1}, 2, 2);
            NDArray scale = tensors.leaf(2);
            LossInput batch =
                    LossInput.of(logits, targets, images, texts, scale).withLogitBias(tensors.leaf(-1));
            NDArray value = loss.evaluate(batch);
            if (collect) {
                overwriteFreedMemory();
            }
            tensors.backward(value);
            return Stream.of(logits, images)
                    .flatMapToDouble(input -> Arrays.stream(Tensors.gradient(input)))
                    .toArray();
        }
    }

    private static void overwriteFreedMemory() {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            System.gc();
            for (int i = 0; i < 20_000; i++) {
                ByteBuffer buffer = ByteBuffer.allocateDirect(4 + i % 8);
                while (buffer.hasRemaining()) {
                    buffer.put((byte) 0x7f);
                }
                buffers.add(buffer);
            }
        }
    }
}
