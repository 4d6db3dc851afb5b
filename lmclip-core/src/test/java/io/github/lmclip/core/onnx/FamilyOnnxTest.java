package io.github.lmclip.core.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OrtException;
import io.github.lmclip.core.Activation;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.Backbone.TextTower;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.RandomNormalisations;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.serve.ModelDescription;
import io.github.lmclip.core.serve.ModelKind;
import io.github.lmclip.core.serve.Precision;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Towers whose sizes are not in OpenAI's proportions, with either activation. */
class FamilyOnnxTest {

    private static final TextTower TEXT = new TextTower(20, 50, 48, 3, 2);

    @TempDir
    Path folder;

    static Stream<Backbone> backbones() {
        Backbone vit = new Backbone("vit", 40, new ImageTower.Vit(32, 2, 48, 8, 3, 100), TEXT);
        Backbone single = new Backbone("one block", 40, new ImageTower.Vit(32, 1, 48, 16, 6, 40), TEXT);
        Backbone resNet = new Backbone("resnet", 40, new ImageTower.ResNet(64, List.of(1, 2, 1, 1), 4, 8), TEXT);
        return Stream.of(vit, single, resNet)
                .flatMap(backbone -> Stream.of(Activation.values()).map(backbone::withActivation));
    }

    private Path export(Clip clip, ModelKind kind) {
        Path file = folder.resolve(kind.label());
        ModelDescription description = TestDescription.of(clip.backbone(), kind, Precision.FLOAT32, 0);
        OnnxExporter.of(clip).write(file, description, new float[0][], ExportOptions.defaults());
        return file;
    }

    @ParameterizedTest
    @MethodSource("backbones")
    void encodersAgreeWithTheNetwork(Backbone backbone) throws OrtException {
        int side = backbone.image().resolution();
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                Clip clip = Clip.of(backbone, manager);
                GradientMode off = GradientMode.off()) {
            RandomNormalisations.fill(clip, 1);
            float[] pixels = new float[2 * 3 * side * side];
            SplittableRandom random = new SplittableRandom(3);
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) random.nextGaussian();
            }
            try (OpenedGraph graph = new OpenedGraph(export(clip, ModelKind.IMAGE_ENCODER))) {
                NDArray pictures = manager.create(FloatBuffer.wrap(pixels), new Shape(2, 3, side, side));
                float[] expected = clip.encodeImage(pictures, false).toFloatArray();
                Agreement.rows(expected, graph.pictures(pixels, 2, side).get("features"), 2, "picture");
            }
            long[] ids = {48, 1, 7, 7, 3, 49, 0, 48, 2, 49, 1, 5, 5, 5};
            try (OpenedGraph graph = new OpenedGraph(export(clip, ModelKind.TEXT_ENCODER))) {
                float[] expected = clip.encodeText(manager.create(ids, new Shape(2, 7)), false)
                        .toFloatArray();
                Agreement.rows(expected, graph.texts(ids, 2, 7).get("features"), 2, "text");
            }
        }
    }
}
