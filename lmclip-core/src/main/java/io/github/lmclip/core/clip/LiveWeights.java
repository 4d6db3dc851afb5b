package io.github.lmclip.core.clip;

import io.github.lmclip.core.weights.TensorInfo;
import io.github.lmclip.core.weights.TensorType;
import io.github.lmclip.core.weights.WeightFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The parameters that a network has at the time of reading, as if they were in a file; closing it closes nothing. */
final class LiveWeights implements WeightFile {

    private final Clip clip;
    private final String name;
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, float[]> added = new HashMap<>();

    LiveWeights(Clip clip, String name) {
        this.clip = clip;
        this.name = name;
        clip.parameters().forEach((key, parameter) -> {
            long[] shape = parameter.getArray().getShape().getShape();
            List<Long> sizes = LongStream.of(shape).boxed().toList();
            tensors.put(key, new TensorInfo(key, TensorType.F32, sizes));
        });
    }

    /** Adds a tensor where there is none of that name. */
    void addMissing(String tensor, List<Long> shape, float[] values) {
        if (tensors.putIfAbsent(tensor, new TensorInfo(tensor, TensorType.F32, shape)) == null) {
            added.put(tensor, values);
        }
    }

    /** Adds a matrix where there is no tensor of that name. */
    void addMissing(String tensor, float[][] rows) {
        FloatBuffer values = FloatBuffer.allocate(rows.length * rows[0].length);
        for (float[] row : rows) {
            values.put(row);
        }
        addMissing(tensor, List.of((long) rows.length, (long) rows[0].length), values.array());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    public void read(String tensor, FloatBuffer target) {
        if (!tensors.containsKey(tensor)) {
            throw new IllegalArgumentException("%s has no tensor \"%s\"".formatted(name, tensor));
        }
        if (target.remaining() < tensors.get(tensor).elements()) {
            throw new IllegalArgumentException("%s: %s has %d elements, the target has room for %d"
                    .formatted(name, tensor, tensors.get(tensor).elements(), target.remaining()));
        }
        float[] values = added.get(tensor);
        target.put(values == null ? clip.values(tensor) : FloatBuffer.wrap(values));
    }

    @Override
    public void readStored(String tensor, ByteBuffer target) {
        FloatBuffer floats = target.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        read(tensor, floats);
        target.position(target.position() + floats.position() * Float.BYTES);
    }

    @Override
    public void close() {
        // the network is closed by its owner
    }
}
