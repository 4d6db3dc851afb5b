package io.github.lmclip.core.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tensors of one dimension that are in no file. */
record MemoryWeights(String name, Map<String, float[]> values) implements WeightFile {

    @Override
    public Map<String, TensorInfo> tensors() {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        values.forEach((key, numbers) ->
                tensors.put(key, new TensorInfo(key, TensorType.F32, List.of((long) numbers.length))));
        return tensors;
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of("written by", name);
    }

    @Override
    public void read(String tensor, FloatBuffer target) {
        target.put(values.get(tensor));
    }

    @Override
    public void readStored(String tensor, ByteBuffer target) {
        target.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values.get(tensor));
    }

    @Override
    public void close() {
        // nothing is open
    }
}
