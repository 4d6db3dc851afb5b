package io.github.lmclip.core.weights;

import static io.github.lmclip.core.weights.StrictJson.brief;
import static io.github.lmclip.core.weights.StrictJson.quoted;

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

    static void check(Collection<SafetensorsEntry> tensors, long dataBytes, String file) {
        SafetensorsLayout layout = new SafetensorsLayout(file, dataBytes);
        tensors.forEach(layout::checkSize);
        layout.checkCover(tensors);
    }

    private void checkSize(SafetensorsEntry tensor) {
        if (tensor.begin() > tensor.end() || tensor.end() > dataBytes) {
            throw new WeightsException("%s: %s: expected data_offsets within the %d bytes of data, got [%d, %d]"
                    .formatted(file, quoted(tensor.name()), dataBytes, tensor.begin(), tensor.end()));
        }
        TensorType type = tensor.info().type();
        List<Long> shape = tensor.info().shape();
        long stored = tensor.end() - tensor.begin();
        long limit = dataBytes / type.width();
        long elements = TensorInfo.elements(shape, limit);
        if (elements > limit || elements * type.width() != stored) {
            throw new WeightsException("%s: %s: expected the bytes of %s %s, got %d"
                    .formatted(file, quoted(tensor.name()), type, brief(shape), stored));
        }
    }

    private void checkCover(Collection<SafetensorsEntry> tensors) {
        List<SafetensorsEntry> inOrder = tensors.stream()
                .sorted(Comparator.comparingLong(SafetensorsEntry::begin).thenComparingLong(SafetensorsEntry::end))
                .toList();
        long covered = 0;
        for (SafetensorsEntry tensor : inOrder) {
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
