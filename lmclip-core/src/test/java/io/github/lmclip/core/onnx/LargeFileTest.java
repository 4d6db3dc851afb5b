package io.github.lmclip.core.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More constants than a protobuf message can hold: 2.2 GB, which no published backbone has. */
@Tag("full-size")
class LargeFileTest {

    private static final int CONSTANTS = 5;
    private static final int EACH = 110_000_000;

    @TempDir
    Path folder;

    private static float[] values(int constant) {
        float[] values = new float[EACH];
        Arrays.fill(values, constant);
        values[EACH - 1] = constant + 0.5f;
        return values;
    }

    @Test
    void constantsAboveTheLimitLieInASecondFile() throws IOException, OrtException {
        Path file = folder.resolve("large.onnx");
        OnnxGraph graph = new OnnxGraph("large", false);
        String places = graph.input("places", DataType.INT64, OnnxExporter.BATCH);
        for (int constant = 0; constant < CONSTANTS; constant++) {
            int level = constant;
            String weight = graph.weight("weight " + constant, () -> values(level), EACH);
            graph.output("found " + constant, graph.node("Gather", weight, places), OnnxExporter.BATCH);
        }
        new OnnxFile(file, ExportOptions.defaults().externalAbove())
                .write(OnnxExporter.bareModel().build(), graph);
        assertTrue(Files.size(folder.resolve("large.onnx.data")) > Integer.MAX_VALUE);
        assertTrue(Files.size(file) < 10_000, "the model holds constants itself");
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] asked = {0, EACH / 2, EACH - 1};
        try (OrtSession session = environment.createSession(file.toString());
                OnnxTensor input = OnnxTensor.createTensor(environment, LongBuffer.wrap(asked), new long[] {3});
                OrtSession.Result found = session.run(Map.of("places", input))) {
            for (int constant = 0; constant < CONSTANTS; constant++) {
                float[] values =
                        (float[]) found.get("found " + constant).orElseThrow().getValue();
                assertEquals(
                        Arrays.toString(new float[] {constant, constant, constant + 0.5f}), Arrays.toString(values));
            }
        }
    }
}
