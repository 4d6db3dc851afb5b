package io.github.lmclip.core.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM of its own with nothing on the class path but what serving needs. */
class ClassPathTest {

    private static final List<String> NEEDED = List.of("lmclip-core", "lmclip-data", "gson");

    @TempDir
    static Path shared;

    private static Path model;
    private static Path picture;

    @BeforeAll
    static void export() throws IOException {
        model = TinyModel.export(shared, ModelKind.CLASSIFIER);
        picture = TinyModel.files(shared, 1).get(0);
    }

    /** What the other JVM runs. */
    static final class Main {

        private Main() {}

        /** Prints the best label, or the complaint. */
        public static void main(String[] words) {
            try (LmClipClassifier classifier = LmClipClassifier.open(Path.of(words[0]))) {
                System.out.println("found "
                        + classifier.classify(Path.of(words[1])).top(1).get(0).label());
            } catch (io.github.lmclip.core.LmClipException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static String run(List<String> parts) throws IOException, InterruptedException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> parts.stream().anyMatch(entry::contains) || entry.endsWith("test-classes"))
                .filter(entry -> !entry.contains("djl"))
                .collect(Collectors.joining(File.pathSeparator));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-cp", classPath, Main.class.getName(), model.toString(), picture.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.strip();
    }

    @Test
    void needsNoTrainingEngine() throws IOException, InterruptedException {
        List<String> parts = new java.util.ArrayList<>(NEEDED);
        parts.add("onnxruntime");
        String best;
        try (LmClipClassifier classifier = LmClipClassifier.open(model)) {
            best = classifier.classify(picture).top(1).get(0).label();
        }
        assertEquals("found " + best, run(parts));
    }

    @Test
    void saysThatTheRuntimeIsMissing() throws IOException, InterruptedException {
        String said = run(NEEDED);
        assertTrue(said.startsWith("ONNX Runtime is not on the class path"), said);
        assertTrue(said.contains("add com.microsoft.onnxruntime:onnxruntime"), said);
    }
}
