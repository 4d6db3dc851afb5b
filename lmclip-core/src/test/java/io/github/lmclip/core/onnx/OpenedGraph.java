package io.github.lmclip.core.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** An ONNX file in ONNX Runtime, as its own program would open it: nothing of this library's serving. */
final class OpenedGraph implements AutoCloseable {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    OpenedGraph(Path file) throws OrtException {
        session = environment.createSession(file.toString());
    }

    Map<String, String> metadata() throws OrtException {
        return session.getMetadata().getCustomMetadata();
    }

    Map<String, float[]> pictures(float[] pixels, int count, int side) throws OrtException {
        return run(
                "pixels",
                OnnxTensor.createTensor(environment, FloatBuffer.wrap(pixels), new long[] {count, 3, side, side}));
    }

    Map<String, float[]> texts(long[] ids, int count, int length) throws OrtException {
        return run("ids", OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), new long[] {count, length}));
    }

    private Map<String, float[]> run(String input, OnnxTensor tensor) throws OrtException {
        Map<String, float[]> found = new HashMap<>();
        try (tensor;
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            for (Map.Entry<String, ai.onnxruntime.OnnxValue> each : result) {
                FloatBuffer values = ((OnnxTensor) each.getValue()).getFloatBuffer();
                float[] copy = new float[values.remaining()];
                values.get(copy);
                found.put(each.getKey(), copy);
            }
        }
        return found;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
