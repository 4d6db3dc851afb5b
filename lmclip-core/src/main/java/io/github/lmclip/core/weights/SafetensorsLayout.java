package io.github.lmclip.core.weights;

import static io.github.lmclip.core.weights.SafetensorsHeader.brief;
import static io.github.lmclip.core.weights.SafetensorsHeader.quoted;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Checks that the tensors of a safetensors file cover its data: in range, of the right size, no overlap, no hole. */
final class SafetensorsLayout {

    private final String file;
    private final long dataBytes;

    private SafetensorsLayout(String file, long dataBytes) {
        this.file = file;
        this.dataBytes = dataBytes;
    }

    static void check(Collection<TensorInfo> tensors, long dataBytes, String file) {
        SafetensorsLayout layout = new SafetensorsLayout(file, dataBytes);
        tensors.forEach(layout::checkSize);
        layout.checkCover(tensors);
    }

    private void checkSize(TensorInfo tensor) {
        if (tensor.begin() > tensor.end() || tensor.end() > dataBytes) {
            throw new WeightsException("%s: %s: expected data_offsets within the %d bytes of data, got [%d, %d]"
                    .formatted(file, quoted(tensor.name()), dataBytes, tensor.begin(), tensor.end()));
        }
        long stored = tensor.end() - tensor.begin();
        long limit = dataBytes / tensor.type().width();
        long elements = elements(tensor.shape(), limit);
        if (elements > limit || elements * tensor.type().width() != stored) {
            throw new WeightsException("%s: %s: expected the bytes of %s %s, got %d"
                    .formatted(file, quoted(tensor.name()), tensor.type(), brief(tensor.shape()), stored));
        }
    }

    /** Returns the product of the sizes, or any number above the limit where it is above: it never overflows. */
    private static long elements(List<Long> shape, long limit) {
        if (shape.contains(0L)) {
            return 0;
        }
        long elements = 1;
        for (long size : shape) {
            if (size > limit / elements) {
                return limit + 1;
            }
            elements *= size;
        }
        return elements;
    }

    private void checkCover(Collection<TensorInfo> tensors) {
        List<TensorInfo> inOrder = tensors.stream()
                .sorted(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end))
                .toList();
        long covered = 0;
        for (TensorInfo tensor : inOrder) {
            if (tensor.begin() != covered) {
                throw new WeightsException("%s: %s: expected data from byte %d on, where its neighbour ends, got %d"
                        .formatted(file, quoted(tensor.name()), covered, tensor.begin()));
            }
            covered = tensor.end();
        }
        if (covered != dataBytes) {
            throw new WeightsException(
                    "%s: expected %d bytes of data behind the header, got %d".formatted(file, covered, dataBytes));
        }
    }
}
