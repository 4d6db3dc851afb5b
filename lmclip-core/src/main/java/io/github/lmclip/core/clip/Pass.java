package io.github.lmclip.core.clip;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.Optional;

/**
 * One forward pass: where parameters come from, and how batch normalisation behaves.
 *
 * @param store holds the parameters' arrays
 * @param device where the pass is computed
 * @param training whether parameters are to be trained by this pass
 * @param batchStatistics whether batch normalisation uses the batch's statistics and updates the running ones
 * @param adapters what is added to matrices, if anything is
 */
record Pass(
        ParameterStore store, Device device, boolean training, boolean batchStatistics, Optional<Adapters> adapters) {

    /** Returns the array of a parameter. */
    NDArray of(Parameter parameter) {
        return store.getValue(parameter, device, training);
    }

    /** Returns the addition to a matrix, if it has one. */
    Optional<Adapter> adapter(Parameter matrix) {
        return adapters.flatMap(all -> all.of(matrix));
    }
}
