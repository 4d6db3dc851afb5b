package io.github.lmclip.core.weights;

import static io.github.lmclip.core.weights.StrictJson.brief;

import java.util.List;
import net.razorvine.pickle.PickleException;

/**
 * A tensor that a pickle describes: a view of a storage, checked to lie within it.
 *
 * @param storage the storage
 * @param begin the element of the record where the first element lies
 * @param shape the sizes
 * @param strides the distance of neighbours in each dimension, in elements
 */
record PickledTensor(PickledStorage storage, long begin, List<Long> shape, List<Long> strides) {

    /** PyTorch's own limit is 64. */
    private static final int MOST_DIMENSIONS = 64;

    /**
     * Returns the tensor of the arguments of PyTorch's {@code _rebuild_tensor}.
     *
     * @throws PickleException if it shows anything outside its storage, or more elements than that has: a small file must
     *     not become a large tensor
     */
    static PickledTensor of(Object storage, Object offset, Object shape, Object strides) {
        if (!(storage instanceof PickledStorage whole)) {
            throw new PickleException("expected a storage for a tensor, got " + PickledNames.kind(storage));
        }
        long begin = PickledStorage.count(offset, "offset of a tensor");
        List<Long> sizes = List.of(PickledStorage.counts(shape, "size of a tensor"));
        List<Long> steps = List.of(PickledStorage.counts(strides, "stride of a tensor"));
        if (sizes.size() != steps.size() || sizes.size() > MOST_DIMENSIONS) {
            throw new PickleException("expected as many strides as sizes and at most %d, got %d and %d"
                    .formatted(MOST_DIMENSIONS, steps.size(), sizes.size()));
        }
        long elements = TensorInfo.elements(sizes, whole.count());
        if (begin > whole.count() || elements > whole.count() || !fits(sizes, steps, whole.count() - begin)) {
            throw new PickleException("expected a tensor within the %d elements of its storage, got %s by %s from %d on"
                    .formatted(whole.count(), brief(sizes), brief(steps), begin));
        }
        return new PickledTensor(whole, whole.begin() + begin, sizes, steps);
    }

    /** Returns whether the last element lies within so many elements; never overflows. */
    private static boolean fits(List<Long> sizes, List<Long> strides, long room) {
        if (sizes.contains(0L)) {
            return true;
        }
        long left = room - 1;
        for (int i = 0; i < sizes.size() && left >= 0; i++) {
            long steps = sizes.get(i) - 1;
            if (steps > 0 && strides.get(i) > left / steps) {
                return false;
            }
            left -= steps * strides.get(i);
        }
        return left >= 0;
    }
}
