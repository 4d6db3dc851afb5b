package io.github.lmclip.core.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.lmclip.core.engine.HostMemory;
import java.nio.LongBuffer;

/**
 * A {@link TokenTree} in the engine's memory.
 *
 * @param ids token ids, int64 [G, P]
 * @param places places in the sequences, int64 [G, P]
 * @param mask what is added to attention's logits, [G, 1, P, P]
 * @param ends of the sequences among all G * P nodes, int64 [N]
 */
record TreeArrays(NDArray ids, NDArray places, NDArray mask, NDArray ends) {

    static TreeArrays of(TokenTree tree, NDManager manager) {
        Shape nodes = new Shape(tree.rows(), tree.width());
        Shape pairs = new Shape(tree.rows(), 1, tree.width(), tree.width());
        long[] ends = tree.ends();
        return new TreeArrays(
                copy(manager, tree.ids(), nodes),
                copy(manager, tree.places(), nodes),
                HostMemory.owned(manager.create(tree.mask(), pairs)),
                copy(manager, ends, new Shape(ends.length)));
    }

    private static NDArray copy(NDManager manager, long[] values, Shape shape) {
        return HostMemory.owned(manager.create(LongBuffer.wrap(values), shape, DataType.INT64));
    }
}
