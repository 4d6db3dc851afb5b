package io.github.lmclip.core.weights;

import static io.github.lmclip.core.weights.StrictJson.quoted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** An open file whose reader has found out where every tensor lies. */
final class StoredTensors implements WeightFile {

    private final String name;
    private final ByteSource source;
    private final Map<String, StoredTensor> stored;
    private final Map<String, TensorInfo> tensors;
    private final Map<String, String> metadata;

    StoredTensors(String name, ByteSource source, Map<String, StoredTensor> stored, Map<String, String> metadata) {
        this.name = name;
        this.source = source;
        this.stored = stored;
        Map<String, TensorInfo> infos = new LinkedHashMap<>();
        stored.forEach((tensor, place) -> infos.put(tensor, place.info()));
        this.tensors = Collections.unmodifiableMap(infos);
        this.metadata = Collections.unmodifiableMap(metadata);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public void read(String tensor, FloatBuffer target) {
        StoredTensor found = find(tensor);
        if (target.remaining() < found.info().elements()) {
            throw new IllegalArgumentException("%s: %s has %d floats, the target has room for %d"
                    .formatted(name, quoted(tensor), found.info().elements(), target.remaining()));
        }
        found.read(source, name, target);
    }

    @Override
    public void readStored(String tensor, ByteBuffer target) {
        StoredTensor found = find(tensor);
        if (target.remaining() < found.bytes()) {
            throw new IllegalArgumentException("%s: %s has %d bytes, the target has room for %d"
                    .formatted(name, quoted(tensor), found.bytes(), target.remaining()));
        }
        found.readStored(source, name, target);
    }

    /** Returns what the file says about a tensor that has to be there. */
    TensorInfo info(String tensor) {
        return find(tensor).info();
    }

    private StoredTensor find(String tensor) {
        StoredTensor found = stored.get(tensor);
        if (found == null) {
            throw new IllegalArgumentException(
                    "%s: no tensor %s among its %d".formatted(name, quoted(tensor), stored.size()));
        }
        return found;
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
