package io.github.lmclip.core.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.lmclip.core.LmClipException;
import io.github.lmclip.core.serve.ProductSums;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;

/** A graph in a file of its own that ONNX Runtime computes, to see what becomes of pictures. Closing deletes the file. */
final class TrialRun implements AutoCloseable {

    private final Path file;
    private final OrtSession session;

    private TrialRun(Path file, OrtSession session) {
        this.file = file;
        this.session = session;
    }

    /**
     * Writes and opens a graph.
     *
     * @throws LmClipException if ONNX Runtime refuses it
     */
    static TrialRun of(ModelProto model, OnnxGraph graph, long externalAbove) {
        Path file = temporary();
        boolean opened = false;
        try {
            new OnnxFile(file, externalAbove).write(model, graph);
            TrialRun run = new TrialRun(file, open(file));
            opened = true;
            return run;
        } finally {
            if (!opened) {
                delete(file);
            }
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("lmclip-trial", ".onnx");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a trial", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".data"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }

    private static OrtSession open(Path file) {
        try (SessionOptions options = new SessionOptions()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            // threads that wait must sleep: spinning takes a core from whoever else is there
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.x64quantprecision", ProductSums.areWide() ? "0" : "1");
            return OrtEnvironment.getEnvironment().createSession(file.toString(), options);
        } catch (OrtException e) {
            throw new LmClipException("ONNX Runtime refuses a trial: " + e.getMessage(), e);
        }
    }

    /** Gives each output's name and values for pixels of one picture [3, R, R]. */
    void run(float[] pixels, int side, BiConsumer<String, float[]> outputs) {
        try (OnnxTensor tensor = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), FloatBuffer.wrap(pixels), new long[] {1, 3, side, side});
                OrtSession.Result result = session.run(Map.of(OnnxExporter.PIXELS, tensor))) {
            for (Map.Entry<String, OnnxValue> each : result) {
                FloatBuffer values = ((OnnxTensor) each.getValue()).getFloatBuffer();
                float[] copy = new float[values.remaining()];
                values.get(copy);
                outputs.accept(each.getKey(), copy);
            }
        } catch (OrtException e) {
            throw new LmClipException("a trial failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new LmClipException("cannot close a trial: " + e.getMessage(), e);
        } finally {
            delete(file);
        }
    }
}
