package io.github.lmclip.core.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.List;

/**
 * The exponential moving average of some arrays, which begins as a copy of them. Holds as much memory as they do: close it.
 */
public final class WeightAverage implements AutoCloseable {

    private final NDManager manager;
    private final TorchOps ops;
    private final List<NDArray> live;
    private final List<NDArray> averages;

    /**
     * Copies arrays.
     *
     * @param parent owner of the averages
     * @param live float32 arrays that change
     */
    public WeightAverage(NDManager parent, List<NDArray> live) {
        this.live = List.copyOf(live);
        manager = parent.newSubManager();
        ops = TorchOps.load(manager);
        averages = FlatParameters.zeros(
                        manager, live.stream().map(NDArray::getShape).toList())
                .views();
        ops.apply("copy", TorchOps.list(averages), TorchOps.list(this.live));
    }

    /**
     * Moves the averages towards the arrays: average = decay * average + (1 - decay) * array.
     *
     * @param decay in [0, 1)
     */
    public void follow(double decay) {
        ops.apply("follow", TorchOps.list(averages), TorchOps.list(live), IValue.from(1 - decay));
    }

    /** Exchanges the content of arrays and averages, in place. */
    public void swap() {
        ops.apply("swap", TorchOps.list(averages), TorchOps.list(live));
    }

    /** Returns the averages, in the order of the arrays. */
    public List<NDArray> averages() {
        return averages;
    }

    /** Releases the averages. */
    @Override
    public void close() {
        manager.close();
    }
}
