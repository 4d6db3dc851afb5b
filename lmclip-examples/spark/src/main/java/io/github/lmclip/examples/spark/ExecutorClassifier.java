package io.github.lmclip.examples.spark;

import io.github.lmclip.core.serve.LmClipClassifier;
import io.github.lmclip.core.serve.ServingOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The classifiers of this JVM, one for each broadcast model, opened by the first task that needs it and shared by all. They
 * stay open until the executor ends.
 */
final class ExecutorClassifier {

    private static final ConcurrentHashMap<Long, LmClipClassifier> OPEN = new ConcurrentHashMap<>();

    private ExecutorClassifier() {}

    /**
     * Returns the classifier of a broadcast.
     *
     * @param broadcast its number, unique in a Spark application
     * @param model gives the ONNX file's content
     */
    static LmClipClassifier of(long broadcast, Supplier<byte[]> model) {
        return OPEN.computeIfAbsent(broadcast, id -> open(model.get()));
    }

    private static LmClipClassifier open(byte[] model) {
        try {
            Path file = Files.createTempFile("lmclip-model", ".onnx");
            try {
                Files.write(file, model);
                // as many tasks run at once as there are cores: one thread for each
                return LmClipClassifier.open(file, ServingOptions.defaults().withIntraThreads(1));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put the model on disk", e);
        }
    }

    /** Returns how many classifiers were opened. */
    static int opened() {
        return OPEN.size();
    }
}
