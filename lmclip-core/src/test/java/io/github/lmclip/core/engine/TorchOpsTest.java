package io.github.lmclip.core.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

class TorchOpsTest {

    private static final float SINGLE = 1e-6f;

    private static final float[] PLACES = {-2, -1, 0, 0.5f, 1, 2};

    /** The normal distribution function at {@link #PLACES}, from its table. */
    private static final double[] NORMAL = {0.0227501319, 0.1586552539, 0.5, 0.6914624613, 0.8413447461, 0.9772498681};

    @Test
    void geluIsTheExactOne() {
        float[] expected = new float[PLACES.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (float) (PLACES[i] * NORMAL[i]);
        }
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                TorchOps ops = TorchOps.load(manager);
                NDArray x = manager.create(PLACES)) {
            assertArrayEquals(expected, ops.gelu(x).toFloatArray(), SINGLE);
        }
    }

    @Test
    void quickGeluIsCloseToIt() {
        float[] expected = new float[PLACES.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (float) (PLACES[i] / (1 + Math.exp(-1.702 * PLACES[i])));
        }
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                TorchOps ops = TorchOps.load(manager);
                NDArray x = manager.create(PLACES)) {
            assertArrayEquals(expected, ops.quickGelu(x).toFloatArray(), SINGLE);
        }
    }
}
