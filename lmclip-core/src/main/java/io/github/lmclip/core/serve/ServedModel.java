package io.github.lmclip.core.serve;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import ai.onnxruntime.TensorInfo;
import io.github.lmclip.core.LmClipException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;

/**
 * A file in ONNX Runtime. Any number of threads may run it; closing waits for those that do, because a session that is
 * freed under a run takes the JVM with it.
 */
final class ServedModel implements AutoCloseable {

    private final Path file;
    private final OrtSession session;
    private final DeviceChoice choice;
    private final ModelDescription description;
    private final ServingOptions options;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    private ServedModel(Path file, SessionOpener.Opened opened, ModelDescription description, ServingOptions options) {
        this.file = file;
        this.session = opened.session();
        this.choice = opened.choice();
        this.description = description;
        this.options = options;
    }

    /**
     * Opens a file that must be of a kind.
     *
     * @throws OnnxModelException if it is broken, of another kind or not this library's
     * @throws LmClipException if the device cannot be used
     */
    static ServedModel open(Path file, ModelKind kind, ServingOptions options, CudaProvider cuda) {
        SessionOpener.Opened opened = new SessionOpener(options, cuda).open(file);
        boolean served = false;
        try {
            ModelDescription description = ModelDescription.read(
                    file.toString(), opened.session().getMetadata().getCustomMetadata());
            if (description.kind() != kind) {
                throw new OnnxModelException("%s holds %s, expected %s"
                        .formatted(file, description.kind().label(), kind.label()));
            }
            ServedModel model = new ServedModel(file, opened, description, options);
            served = true;
            return model;
        } catch (OrtException e) {
            throw new OnnxModelException("%s has unreadable metadata: %s".formatted(file, e.getMessage()), e);
        } finally {
            if (!served) {
                release(opened.session());
            }
        }
    }

    Path file() {
        return file;
    }

    ModelDescription description() {
        return description;
    }

    DeviceChoice device() {
        return choice;
    }

    /**
     * Requires the last size of a tensor.
     *
     * @param name of an input or output
     * @param size what it must be
     * @param meaning for the message
     * @throws OnnxModelException if there is none or it is of another size
     */
    void requireSize(String name, long size, String meaning) {
        long found = lastSize(name);
        if (found != size) {
            throw new OnnxModelException("%s: \"%s\" has the last size %d, expected the last to be %d, %s"
                    .formatted(file, name, found, size, meaning));
        }
    }

    /**
     * Returns the last size of a tensor.
     *
     * @throws OnnxModelException if there is none
     */
    long lastSize(String name) {
        try {
            Map<String, NodeInfo> inputs = session.getInputInfo();
            NodeInfo node = inputs.getOrDefault(name, session.getOutputInfo().get(name));
            if (node == null || !(node.getInfo() instanceof TensorInfo tensor) || tensor.getShape().length == 0) {
                throw new OnnxModelException("%s has no tensor \"%s\", expected one of %s"
                        .formatted(file, name, description.kind().label()));
            }
            return tensor.getShape()[tensor.getShape().length - 1];
        } catch (OrtException e) {
            throw new OnnxModelException("%s cannot be described: %s".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * Runs the graph once.
     *
     * @param input name of its input
     * @param values a direct buffer in native order, exactly as many as the shape says
     * @param shape of the input
     * @param outputs names of what is wished
     * @return the outputs' values, row by row
     * @throws IllegalStateException if the model is closed
     * @throws LmClipException if the runtime fails
     */
    Map<String, float[]> run(String input, FloatBuffer values, long[] shape, Set<String> outputs) {
        return run(input, shape, outputs, environment -> OnnxTensor.createTensor(environment, values, shape));
    }

    /** Runs the graph once on whole numbers, as {@link #run(String, FloatBuffer, long[], Set)}. */
    Map<String, float[]> run(String input, LongBuffer values, long[] shape, Set<String> outputs) {
        return run(input, shape, outputs, environment -> OnnxTensor.createTensor(environment, values, shape));
    }

    /** Makes the input. */
    @FunctionalInterface
    private interface Input {
        OnnxTensor make(OrtEnvironment environment) throws OrtException;
    }

    private Map<String, float[]> run(String name, long[] shape, Set<String> outputs, Input input) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the model %s is closed".formatted(file));
            }
            try (OnnxTensor tensor = input.make(OrtEnvironment.getEnvironment());
                    RunOptions run = settings();
                    OrtSession.Result result = session.run(Map.of(name, tensor), outputs, run)) {
                return outputs.stream().collect(Collectors.toMap(output -> output, output -> floats(result, output)));
            }
        } catch (OrtException e) {
            throw new LmClipException("%s failed on %s: %s".formatted(file, Arrays.toString(shape), e.getMessage()), e);
        } finally {
            lock.readLock().unlock();
        }
    }

    private RunOptions settings() throws OrtException {
        RunOptions run = new RunOptions();
        if (options.arena() == Arena.SHRINK && choice.device().equals(Device.CPU)) {
            run.addRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
        }
        return run;
    }

    private static float[] floats(OrtSession.Result result, String name) {
        FloatBuffer buffer = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    /** Waits for the runs at hand and releases the session; further runs are refused. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                release(session);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static void release(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new LmClipException("cannot close a session: " + e.getMessage(), e);
        }
    }
}
