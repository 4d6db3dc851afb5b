package io.github.lmclip.core.weights;

import static io.github.lmclip.core.weights.StrictJson.quoted;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files of {@code torch.save} before PyTorch 1.6, and later ones without the new zip format: five pickles - a magic
 * number, a version, facts about the machine, the object, the keys of its storages - and then each storage, its number of
 * elements in 8 bytes and its data.
 */
final class TorchLegacy {

    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final Long VERSION = 1001L;
    private static final String LITTLE_ENDIAN = "little_endian";

    private final ByteSource source;
    private final String file;
    private final long size;
    private final Map<String, PickledStorage> storages = new HashMap<>();
    private long next;

    private TorchLegacy(ByteSource source, String file) throws IOException {
        this.source = source;
        this.file = file;
        this.size = source.size();
    }

    static WeightFile open(ByteSource source, String file) throws IOException {
        return new TorchLegacy(source, file).read();
    }

    private WeightFile read() throws IOException {
        require(MAGIC.equals(unpickle("the magic number")), "PyTorch's magic number in the first pickle");
        Object version = unpickle("the version");
        require(version instanceof Integer number && number.longValue() == VERSION, "version " + VERSION);
        Object machine = unpickle("the facts about the machine");
        require(
                machine instanceof Map<?, ?> facts && Boolean.TRUE.equals(facts.get(LITTLE_ENDIAN)),
                "facts about a little-endian machine");
        String where = file + ": the object";
        StateDict dict = StateDict.of(unpickle("the object"), where);
        Map<String, Long> positions = positions(keys());
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        dict.tensors().forEach((name, tensor) -> {
            TensorType type = tensor.storage().type();
            long position = positions.get(tensor.storage().key()) + tensor.begin() * type.width();
            TensorInfo info = new TensorInfo(name, type, tensor.shape());
            tensors.put(name, new StoredTensor(info, position, tensor.strides()));
        });
        return new StoredTensors(file, source, tensors, dict.metadata());
    }

    private Object unpickle(String what) throws IOException {
        String where = file + ": " + what;
        try (InputStream in = new BufferedInputStream(source.stream(next, size - next))) {
            byte[] pickle = PickleScanner.next(in, size - next, where);
            next += pickle.length;
            return TorchUnpickler.read(pickle, PickledNames.ofSavedObjects(), storages, where);
        }
    }

    private List<?> keys() throws IOException {
        Object keys = unpickle("the keys of the storages");
        require(
                keys instanceof List<?> list && list.size() == storages.size(),
                "a list of the keys of %d storages".formatted(storages.size()));
        return (List<?>) keys;
    }

    /** Returns where the data of each storage begins, found by walking through them all. */
    private Map<String, Long> positions(List<?> keys) {
        Map<String, Long> positions = new HashMap<>();
        for (Object key : keys) {
            PickledStorage storage = key instanceof String name ? storages.get(name) : null;
            require(storage != null && !positions.containsKey(storage.key()), "each key of the storages once");
            ByteBuffer elements = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            source.fill(elements, next, file);
            next += Long.BYTES;
            int width = storage.type().width();
            require(
                    elements.getLong(0) == storage.elements() && storage.elements() <= (size - next) / width,
                    "%d elements of %s in storage %s, got %d and %d bytes"
                            .formatted(
                                    storage.elements(),
                                    storage.type(),
                                    quoted(storage.key()),
                                    elements.getLong(0),
                                    size - next));
            positions.put(storage.key(), next);
            next += storage.elements() * width;
        }
        require(next == size, "an end behind the last storage, got %d more bytes".formatted(size - next));
        return positions;
    }

    private void require(boolean fulfilled, String expected) {
        if (!fulfilled) {
            throw new WeightsException("%s: expected %s".formatted(file, expected));
        }
    }
}
