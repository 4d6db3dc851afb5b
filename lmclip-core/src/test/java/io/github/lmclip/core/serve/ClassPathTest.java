package io.github.lmclip.core.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM of its own with nothing on the class path but what serving needs. */
class ClassPathTest {

    private static final List<String> NEEDED = List.of("lmclip-core", "lmclip-data", "gson", "slf4j-api");

    /** Most that serving may want on the class path. */
    private static final long MOST_BYTES = 80_000_000;

    @TempDir
    static Path shared;

    private static Path model;
    private static Path picture;

    @BeforeAll
    static void export() throws IOException {
        model = TinyModel.export(shared, ModelKind.CLASSIFIER);
        // a JPEG: who decodes it is found out and logged
        picture = shared.resolve("picture.jpg");
        ImageIO.write(TinyModel.pictures(1).get(0).bitmap().toImage(), "jpg", picture.toFile());
    }

    /** What the other JVM runs. */
    static final class Main {

        private Main() {}

        /** Prints the best label, or the complaint. */
        public static void main(String[] words) {
            try (LmClipClassifier classifier = open(words)) {
                System.out.println("found "
                        + classifier.classify(Path.of(words[1])).top(1).get(0).label());
            } catch (io.github.lmclip.core.LmClipException e) {
                System.out.println(e.getMessage());
            }
        }

        private static LmClipClassifier open(String... words) {
            return words.length == 2
                    ? LmClipClassifier.open(Path.of(words[0]))
                    : LmClipClassifier.open(
                            Path.of(words[0]), Path.of(words[2]), TinyModel.LABELS, ServingOptions.defaults());
        }
    }

    private static List<String> entries(List<String> parts) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> parts.stream().anyMatch(entry::contains) || entry.endsWith("test-classes"))
                .filter(entry -> !entry.contains("djl"))
                .toList();
    }

    private static String run(List<String> parts, Path... files) throws IOException, InterruptedException {
        String classPath = String.join(File.pathSeparator, entries(parts));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-cp", classPath, Main.class.getName()));
        Stream.of(files).map(Path::toString).forEach(command::add);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.strip();
    }

    @Test
    void needsNoTrainingEngine() throws IOException, InterruptedException {
        String best;
        try (LmClipClassifier classifier = LmClipClassifier.open(model)) {
            best = classifier.classify(picture).top(1).get(0).label();
        }
        assertEquals("found " + best, run(withRuntime(), model, picture));
        Path images = TinyModel.export(shared, ModelKind.IMAGE_ENCODER);
        Path texts = TinyModel.export(shared, ModelKind.TEXT_ENCODER);
        assertEquals("found " + best, run(withRuntime(), images, picture, texts));
    }

    private static List<String> withRuntime() {
        List<String> parts = new ArrayList<>(NEEDED);
        parts.add("onnxruntime");
        return parts;
    }

    @Test
    void isSmall() throws IOException {
        long bytes = 0;
        for (String entry : entries(withRuntime())) {
            if (!entry.endsWith("test-classes")) {
                try (Stream<Path> files = Files.walk(Path.of(entry))) {
                    bytes += files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum();
                }
            }
        }
        assertTrue(bytes > 0 && bytes < MOST_BYTES, bytes + " bytes on the class path");
    }

    @Test
    void saysThatTheRuntimeIsMissing() throws IOException, InterruptedException {
        String said = run(NEEDED, model, picture);
        assertTrue(said.startsWith("ONNX Runtime is not on the class path"), said);
        assertTrue(said.contains("add com.microsoft.onnxruntime:onnxruntime"), said);
    }
}
