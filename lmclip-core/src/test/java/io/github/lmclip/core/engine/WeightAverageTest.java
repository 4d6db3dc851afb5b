package io.github.lmclip.core.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightAverageTest {

    private static final float ROUNDING = 1e-6f;

    @Test
    void forgetsAPowerAtATime() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray one = manager.create(new float[] {1, -2});
            NDArray other = manager.create(3f);
            try (WeightAverage average = new WeightAverage(manager, List.of(one, other))) {
                one.addi(1);
                other.muli(2);
                average.follow(0.9);
                average.follow(0.9);
                double old = 0.9 * 0.9;
                float[] expected = {(float) (old + 2 * (1 - old)), (float) (-2 * old - (1 - old))};
                assertArrayEquals(expected, average.averages().get(0).toFloatArray(), ROUNDING);
                float[] scalar = {(float) (3 * old + 6 * (1 - old))};
                assertArrayEquals(scalar, average.averages().get(1).toFloatArray(), 3 * ROUNDING);
            }
        }
    }

    @Test
    void withoutDecayIsTheArrayItself() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray array = manager.create(new float[] {0.1f, 1e30f});
            try (WeightAverage average = new WeightAverage(manager, List.of(array))) {
                array.muli(-3.3f);
                average.follow(0);
                assertArrayEquals(
                        array.toFloatArray(), average.averages().get(0).toFloatArray());
            }
        }
    }

    @Test
    void twoSwapsChangeNothing() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray array = manager.create(new float[] {1, 2, 3});
            try (WeightAverage average = new WeightAverage(manager, List.of(array))) {
                array.addi(4);
                average.swap();
                assertArrayEquals(new float[] {1, 2, 3}, array.toFloatArray());
                assertArrayEquals(
                        new float[] {5, 6, 7}, average.averages().get(0).toFloatArray());
                average.swap();
                assertArrayEquals(new float[] {5, 6, 7}, array.toFloatArray());
            }
        }
    }
}
