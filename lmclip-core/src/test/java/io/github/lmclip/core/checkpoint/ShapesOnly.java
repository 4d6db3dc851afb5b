package io.github.lmclip.core.checkpoint;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.ClipWeights;
import io.github.lmclip.core.weights.TensorInfo;
import io.github.lmclip.core.weights.WeightFile;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;

/** Weights of any size, of which names and shapes alone are known. */
record ShapesOnly(String name, Map<String, TensorInfo> tensors) implements WeightFile {

    static ShapesOnly of(Backbone backbone) {
        return new ShapesOnly("shapes", ClipWeights.tensors(backbone));
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    public void read(String tensor, FloatBuffer target) {
        throw new UnsupportedOperationException(tensor);
    }

    @Override
    public void readStored(String tensor, ByteBuffer target) {
        throw new UnsupportedOperationException(tensor);
    }

    @Override
    public void close() {}
}
