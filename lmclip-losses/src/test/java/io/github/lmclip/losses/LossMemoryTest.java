package io.github.lmclip.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The losses own nothing: what they make belongs to the batch's manager, and a scope around them takes all of it. */
class LossMemoryTest {

    static Stream<Loss> losses() {
        Loss bal = BalancedAsymmetricLoss.defaults();
        return Stream.of(
                bal,
                AsymmetricLoss.defaults(),
                new SingleLabelAsymmetricLoss(0, 4, 0.1, Reduction.MEAN),
                new ContrastiveLoss(),
                new MultiPositiveContrastiveLoss(Positives.SHARED_CLASSES),
                new BinaryCrossEntropyLoss(),
                new SigLipLoss(),
                DistributionBalance.VOC_MLT.copies(new ClassCounts(9, List.of(4, 2))),
                RankingLoss.defaults(),
                bal.times(0.4).plus(new ContrastiveLoss()));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void leavesNothingBehind(Loss loss) {
        try (Tensors tensors = Tensors.of(Precision.SINGLE)) {
            NDManager manager = tensors.manager();
            NDArray logits = tensors.leaf(new double[] {3, 1, 0.5, 2}, 2, 2);
            NDArray targets = tensors.constant(new double[] {1, 0, 0, 1}, 2, 2);
            LossInput batch = LossInput.of(logits, targets, targets, targets, tensors.leaf(2))
                    .withLogitBias(tensors.leaf(-1));
            int before = manager.getManagedArrays().size();
            for (int i = 0; i < 20; i++) {
                try (NDScope scope = new NDScope()) {
                    loss.evaluate(batch);
                }
            }
            assertEquals(before, manager.getManagedArrays().size());
        }
    }
}
