package io.github.lmclip.core.clip;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.lmclip.core.engine.Segments;
import io.github.lmclip.core.engine.TorchOps;
import java.util.Optional;

/**
 * One forward pass: where parameters come from, how batch normalisation behaves, what is computed in which precision and
 * what is kept for the backward pass.
 *
 * @param store holds the parameters' arrays
 * @param device where the pass is computed
 * @param training whether parameters are to be trained by this pass
 * @param batchStatistics whether batch normalisation uses the batch's statistics
 * @param adapters what is added to matrices, if anything is
 * @param again whether this is computed for the second time, so that running statistics stay as they are
 * @param narrowing makes bfloat16 of arrays, where products are computed in that
 * @param segments of the pass that keep their input alone, where that is wanted
 */
record Pass(
        ParameterStore store,
        Device device,
        boolean training,
        boolean batchStatistics,
        Optional<Adapters> adapters,
        boolean again,
        Optional<TorchOps> narrowing,
        Optional<Segments> segments) {

    /** Returns a pass in float32 that keeps everything. */
    static Pass plain(ParameterStore store, Device device, boolean training) {
        return new Pass(store, device, training, training, Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    /** Returns the pass that computes a segment of this one again. */
    Pass repeated() {
        return new Pass(store, device, training, batchStatistics, adapters, true, narrowing, Optional.empty());
    }

    /** Returns the array of a parameter. */
    NDArray of(Parameter parameter) {
        return store.getValue(parameter, device, training);
    }

    /** Returns the addition to a matrix, if it has one. */
    Optional<Adapter> adapter(Parameter matrix) {
        return adapters.flatMap(all -> all.of(matrix));
    }

    /** Returns {@code x} in the precision of products: bfloat16, which other blocks of this package understand, or as is. */
    NDArray narrowed(NDArray x) {
        return narrowing.map(ops -> ops.bfloat16(x)).orElse(x);
    }

    /**
     * Returns {@code x} in the precision of convolutions: that of products, but for processors, where the backward pass of
     * a convolution takes twice as long in bfloat16 as in float32.
     */
    NDArray narrowedToConvolve(NDArray x) {
        return device.isGpu() ? narrowed(x) : x;
    }

    /** Returns {@code x} in float32. */
    NDArray widened(NDArray x) {
        return narrowing.map(ops -> ops.float32(x)).orElse(x);
    }
}
