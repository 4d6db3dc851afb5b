package io.github.lmclip.core.clip;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;

/**
 * One forward pass: where parameters come from, and how batch normalisation behaves.
 *
 * @param store holds the parameters' arrays
 * @param device where the pass is computed
 * @param training whether parameters are to be trained by this pass
 * @param batchStatistics whether batch normalisation uses the batch's statistics and updates the running ones
 */
record Pass(ParameterStore store, Device device, boolean training, boolean batchStatistics) {

    /** Returns the array of a parameter. */
    NDArray of(Parameter parameter) {
        return store.getValue(parameter, device, training);
    }
}
