package io.github.lmclip.core.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OrtException;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.GoldenClip;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.serve.ModelDescription;
import io.github.lmclip.core.serve.ModelKind;
import io.github.lmclip.golden.GoldenSource;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small CLIPs of both kinds, stored weights: ONNX Runtime gives what the network gives. */
class GoldenOnnxTest {

    private static final List<Integer> BATCHES = List.of(1, 3, 8);

    @TempDir
    Path folder;

    static Stream<Arguments> models() {
        return Arrays.stream(GoldenSource.values()).flatMap(source -> Stream.of("model_tiny_rn", "model_tiny_vit")
                .map(model -> Arguments.of(source, model)));
    }

    private Path export(Clip clip, ModelKind kind, float[][] labels, ExportOptions options) {
        Path file = folder.resolve(kind.label() + ".onnx");
        ModelDescription description = TestDescription.of(clip.backbone(), kind, options.precision(), labels.length)
                .withBackbone("golden")
                .withPrompts(List.of("a {}"));
        OnnxExporter.of(clip).write(file, description, labels, options);
        return file;
    }

    private static float[] pixels(int count, int side) {
        SplittableRandom random = new SplittableRandom(count);
        float[] pixels = new float[count * 3 * side * side];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        return pixels;
    }

    private static NDArray array(GoldenClip tiny, float[] pixels, int count, int side) {
        return tiny.manager().create(FloatBuffer.wrap(pixels), new Shape(count, 3, side, side));
    }

    @ParameterizedTest
    @MethodSource("models")
    void encodesPicturesAsTheNetworkDoes(GoldenSource source, String model) throws OrtException {
        try (GoldenClip tiny = GoldenClip.open(source, source.open(model));
                GradientMode off = GradientMode.off()) {
            int side = tiny.clip().backbone().image().resolution();
            Path file = export(tiny.clip(), ModelKind.IMAGE_ENCODER, new float[0][], ExportOptions.defaults());
            try (OpenedGraph graph = new OpenedGraph(file)) {
                for (int count : BATCHES) {
                    float[] pixels = pixels(count, side);
                    NDArray features = tiny.clip().encodeImage(array(tiny, pixels, count, side), false);
                    Map<String, float[]> found = graph.pictures(pixels, count, side);
                    Agreement.rows(features.toFloatArray(), found.get("features"), count, "features");
                    Agreement.rows(Clip.normalize(features).toFloatArray(), found.get("embedding"), count, "embedding");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void encodesTextsOfAnyLengthAsTheNetworkDoes(GoldenSource source, String model) throws OrtException {
        try (GoldenClip tiny = GoldenClip.open(source, source.open(model));
                GradientMode off = GradientMode.off()) {
            Path file = export(tiny.clip(), ModelKind.TEXT_ENCODER, new float[0][], ExportOptions.defaults());
            List<int[]> rows = tiny.captionRows();
            float[] whole = tiny.clip().encodeText(tiny.captions(), false).toFloatArray();
            int width = whole.length / rows.size();
            try (OpenedGraph graph = new OpenedGraph(file)) {
                for (int to = 1; to <= rows.size(); to++) {
                    List<int[]> first = rows.subList(0, to);
                    int length =
                            first.stream().mapToInt(GoldenOnnxTest::used).max().orElseThrow();
                    Map<String, float[]> found = graph.texts(cut(first, length), to, length);
                    Agreement.rows(Arrays.copyOf(whole, to * width), found.get("features"), to, "cut text");
                }
                int padded = rows.get(0).length;
                Map<String, float[]> found = graph.texts(cut(rows, padded), rows.size(), padded);
                Agreement.rows(whole, found.get("features"), rows.size(), "padded text");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void ranksLabelsAsTheNetworkDoes(GoldenSource source, String model) throws OrtException {
        try (GoldenClip tiny = GoldenClip.open(source, source.open(model));
                GradientMode off = GradientMode.off()) {
            int side = tiny.clip().backbone().image().resolution();
            NDArray labels = Clip.normalize(tiny.clip().encodeText(tiny.labels(), false));
            float[][] rows = rows(labels);
            Path file = export(tiny.clip(), ModelKind.CLASSIFIER, rows, ExportOptions.defaults());
            try (OpenedGraph graph = new OpenedGraph(file)) {
                for (int count : BATCHES) {
                    float[] pixels = pixels(count, side);
                    NDArray images = Clip.normalize(tiny.clip().encodeImage(array(tiny, pixels, count, side), false));
                    NDArray logits = tiny.clip().head().logits(images, labels);
                    Map<String, float[]> found = graph.pictures(pixels, count, side);
                    Agreement.logits(logits.toFloatArray(), found.get("logits"));
                    Agreement.rows(logits.softmax(1).toFloatArray(), found.get("softmax"), count, "softmax");
                    Agreement.rows(
                            images.matMul(labels.transpose()).toFloatArray(), found.get("cosine"), count, "cosine");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void largeConstantsMayLieInASecondFile(GoldenSource source, String model) throws Exception {
        try (GoldenClip tiny = GoldenClip.open(source, source.open(model));
                GradientMode off = GradientMode.off()) {
            int side = tiny.clip().backbone().image().resolution();
            float[] pixels = pixels(1, side);
            float[][] none = new float[0][];
            Path inside = export(tiny.clip(), ModelKind.IMAGE_ENCODER, none, ExportOptions.defaults());
            float[] expected;
            try (OpenedGraph graph = new OpenedGraph(inside)) {
                expected = graph.pictures(pixels, 1, side).get("features");
            }
            long whole = Files.size(inside);
            Path outside = export(
                    tiny.clip(),
                    ModelKind.IMAGE_ENCODER,
                    none,
                    ExportOptions.defaults().withExternalAbove(0));
            assertTrue(Files.size(outside) < whole / 2, "constants stayed in " + outside);
            assertTrue(Files.size(Path.of(outside + ".data")) > whole / 2);
            try (OpenedGraph graph = new OpenedGraph(outside)) {
                assertEquals(
                        Arrays.toString(expected),
                        Arrays.toString(graph.pictures(pixels, 1, side).get("features")));
            }
        }
    }

    /** Returns the positions up to the first one of the largest id, included. */
    private static int used(int... ids) {
        int end = 0;
        for (int i = 1; i < ids.length; i++) {
            end = ids[i] > ids[end] ? i : end;
        }
        return end + 1;
    }

    private static long[] cut(List<int[]> rows, int length) {
        return rows.stream()
                .flatMapToInt(row -> Arrays.stream(row, 0, length))
                .asLongStream()
                .toArray();
    }

    private static float[][] rows(NDArray matrix) {
        float[] values = matrix.toFloatArray();
        int width = (int) matrix.getShape().get(1);
        return IntStream.range(0, values.length / width)
                .mapToObj(row -> Arrays.copyOfRange(values, row * width, (row + 1) * width))
                .toArray(float[][]::new);
    }
}
