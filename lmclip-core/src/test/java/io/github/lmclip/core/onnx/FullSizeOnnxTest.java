package io.github.lmclip.core.onnx;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OrtException;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.RandomNormalisations;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.serve.ModelDescription;
import io.github.lmclip.core.serve.ModelKind;
import io.github.lmclip.core.serve.Precision;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.image.PictureTransform;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Published backbones at full size on real photos, from random weights: ONNX Runtime against the network. */
@Tag("full-size")
class FullSizeOnnxTest {

    private static final int LABELS = 80;

    /** Least cosine of features from weights in float16. */
    private static final double HALF = 0.9999;

    @TempDir
    Path folder;

    static Stream<Backbone> backbones() {
        return Stream.of(Backbone.RN50, Backbone.RN101, Backbone.VIT_B_32, Backbone.VIT_B_16, Backbone.VIT_L_14);
    }

    private static float[][] unitVectors(int width) {
        SplittableRandom random = new SplittableRandom(3);
        return IntStream.range(0, LABELS)
                .mapToObj(label -> {
                    double[] raw = random.doubles(width, -1, 1).toArray();
                    double length = Math.sqrt(
                            java.util.Arrays.stream(raw).map(x -> x * x).sum());
                    float[] unit = new float[width];
                    for (int i = 0; i < width; i++) {
                        unit[i] = (float) (raw[i] / length);
                    }
                    return unit;
                })
                .toArray(float[][]::new);
    }

    private static ModelDescription description(Backbone backbone, ModelKind kind, Precision precision) {
        return TestDescription.of(backbone, kind, precision, kind == ModelKind.CLASSIFIER ? LABELS : 0);
    }

    private static float[] pixels(PictureTransform transform, int count) throws IOException {
        float[] pixels = new float[count * transform.length()];
        List<Path> photos = FullSizeModel.photos(count);
        for (int i = 0; i < count; i++) {
            transform.apply(Picture.file(photos.get(i)).bitmap(), false, pixels, i * transform.length());
        }
        return pixels;
    }

    @ParameterizedTest
    @MethodSource("backbones")
    void classifierAgreesWithTheNetwork(Backbone backbone) throws OrtException, IOException {
        float[][] labels = unitVectors(backbone.embedding());
        Path file = folder.resolve("model.onnx");
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                Clip clip = Clip.of(backbone, manager);
                GradientMode off = GradientMode.off()) {
            RandomNormalisations.fill(clip, 1);
            for (Precision precision : List.of(Precision.FLOAT32, Precision.FLOAT16)) {
                ModelDescription description = description(backbone, ModelKind.CLASSIFIER, precision);
                long start = System.nanoTime();
                OnnxExporter.of(clip).write(file, description, labels, ExportOptions.defaults());
                System.out.printf(
                        "%s in %s: %d MB written in %.1f s%n",
                        backbone.name(), precision.label(), Files.size(file) >> 20, (System.nanoTime() - start) / 1e9);
                try (OpenedGraph graph = new OpenedGraph(file)) {
                    for (int count : precision == Precision.FLOAT32 ? List.of(1, 3, 8) : List.of(3)) {
                        compare(clip, graph, labels, pixels(description.transform(), count), count, precision);
                    }
                }
            }
        }
    }

    private static void compare(
            Clip clip, OpenedGraph graph, float[][] labels, float[] pixels, int count, Precision precision)
            throws OrtException {
        int side = clip.backbone().image().resolution();
        try (NDManager manager = clip.manager().newSubManager();
                NDScope scope = new NDScope()) {
            NDArray images = manager.create(FloatBuffer.wrap(pixels), new Shape(count, 3, side, side));
            NDArray unit = Clip.normalize(clip.encodeImage(images, false));
            Map<String, float[]> found = graph.pictures(pixels, count, side);
            boolean whole = precision == Precision.FLOAT32;
            double least = whole ? Agreement.COSINE : HALF;
            Agreement.rows(unit.toFloatArray(), found.get("embedding"), count, "embedding", least);
            if (whole) {
                NDArray logits = clip.head().logits(unit, manager.create(labels));
                Agreement.logits(logits.toFloatArray(), found.get("logits"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backbones")
    void textEncoderAgreesWithTheNetwork(Backbone backbone) throws OrtException {
        Path file = folder.resolve("text.onnx");
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                Clip clip = Clip.of(backbone, manager);
                GradientMode off = GradientMode.off()) {
            RandomNormalisations.fill(clip, 1);
            OnnxExporter.of(clip)
                    .write(
                            file,
                            description(backbone, ModelKind.TEXT_ENCODER, Precision.FLOAT32),
                            new float[0][],
                            ExportOptions.defaults());
            try (OpenedGraph graph = new OpenedGraph(file)) {
                for (int length : List.of(2, 9, backbone.text().positions())) {
                    long[] ids = new SplittableRandom(length)
                            .longs(3L * length, 1, backbone.text().vocabulary() - 1)
                            .toArray();
                    for (int row = 0; row < 3; row++) {
                        ids[row * length + Math.max(0, length - 1 - row)] =
                                backbone.text().vocabulary() - 1;
                    }
                    NDArray tokens = manager.create(ids, new Shape(3, length));
                    float[] expected = clip.encodeText(tokens, false).toFloatArray();
                    Agreement.rows(expected, graph.texts(ids, 3, length).get("features"), 3, "features");
                }
            }
        }
    }
}
