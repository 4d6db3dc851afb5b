package io.github.lmclip.losses;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The losses in somebody else's DJL trainer. */
class DjlLossTest {

    private static final int ROWS = 16;
    private static final int INPUTS = 5;
    private static final int CLASSES = 3;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void trainsALinearLayer(boolean balanced) {
        Loss loss = balanced ? BalancedAsymmetricLoss.defaults() : new BinaryCrossEntropyLoss();
        DefaultTrainingConfig config = new DefaultTrainingConfig(new DjlLoss("loss", loss))
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(0.05f))
                        .build());
        try (Model model = Model.newInstance("linear", "PyTorch")) {
            model.setBlock(Linear.builder().setUnits(CLASSES).build());
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(ROWS, INPUTS));
                NDArray inputs = inputs(trainer.getManager());
                NDArray targets = inputs.get(":, 0:" + CLASSES).gt(0).toType(inputs.getDataType(), false);
                float first = step(trainer, inputs, targets);
                float last = first;
                for (int i = 0; i < 60; i++) {
                    last = step(trainer, inputs, targets);
                }
                assertTrue(last < 0.8 * first, first + " -> " + last);
            }
        }
    }

    private static NDArray inputs(NDManager manager) {
        double[] values = new SplittableRandom(1).doubles(ROWS * INPUTS, -1, 1).toArray();
        return manager.create(values).reshape(ROWS, INPUTS).toType(ai.djl.ndarray.types.DataType.FLOAT32, false);
    }

    private static float step(Trainer trainer, NDArray inputs, NDArray targets) {
        try (GradientCollector collector = trainer.newGradientCollector()) {
            NDArray loss = trainer.getLoss().evaluate(new NDList(targets), trainer.forward(new NDList(inputs)));
            collector.backward(loss);
            float value = loss.getFloat();
            trainer.step();
            return value;
        }
    }
}
