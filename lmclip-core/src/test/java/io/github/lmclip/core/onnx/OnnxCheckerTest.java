package io.github.lmclip.core.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.SettledNormalisations;
import io.github.lmclip.core.serve.ModelKind;
import io.github.lmclip.core.serve.Precision;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.Split;
import io.github.lmclip.golden.GoldenSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exported graphs against ONNX's own checker and shape inference, of Debian's package python3-onnx. */
@Tag("onnx-checker")
class OnnxCheckerTest {

    private static final String PYTHON = System.getProperty("lmclip.python", "/usr/bin/python3");

    private static final String PROGRAM =
            """
            import onnx, sys
            for name in sys.argv[1:]:
                onnx.checker.check_model(name, full_check=True)
                model = onnx.load(name)
                onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True)
                print(len(model.graph.node), "nodes, opset", model.opset_import[0].version)
            """;

    @TempDir
    Path folder;

    private static String accept(Path... files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PYTHON, "-c", PROGRAM));
        Stream.of(files).map(Path::toString).forEach(command::add);
        Process python = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, python.waitFor(), said);
        return said;
    }

    private void check(LmClipBuilder builder) throws IOException, InterruptedException {
        try (LmClip clip = builder.labels("tree", "heart").zeroShot()) {
            for (ModelKind kind : ModelKind.values()) {
                Path inside = folder.resolve(kind.label() + ".onnx");
                Path outside = folder.resolve(kind.label() + "-outside.onnx");
                ExportOptions options = ExportOptions.defaults().withKind(kind);
                clip.exportOnnx(inside, options);
                clip.exportOnnx(outside, options.withExternalAbove(0));
                String said = accept(inside, outside);
                System.out.print(clip.backbone().name() + " " + kind.label() + ": " + said);
            }
        }
    }

    @Test
    void acceptsTheBuiltInBackbone() throws IOException, InterruptedException {
        check(LmClip.builder().backbone(Backbone.TINY));
    }

    @Test
    void acceptsEveryPrecision() throws IOException, InterruptedException {
        try (LmClip clip =
                LmClip.builder().backbone(Backbone.TINY).labels("tree", "heart").zeroShot()) {
            for (Precision precision : Precision.values()) {
                Path file = folder.resolve(precision.label() + ".onnx");
                clip.exportOnnx(file, ExportOptions.defaults().withPrecision(precision));
                System.out.print(precision.label() + ": " + accept(file));
            }
        }
    }

    @Test
    void acceptsAResNet() throws IOException, InterruptedException {
        check(LmClip.builder()
                .backbone(Backbone.RN50)
                .vocabulary(GoldenSource.shared("clip/bpe_simple_vocab_16e6.txt.gz"))
                .randomWeights(1));
    }

    @Test
    void acceptsAResNetInInt8() throws IOException, InterruptedException {
        Path file = folder.resolve("int8.onnx");
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                Clip clip = Clip.of(StaticInt8Test.SMALL, manager)) {
            List<Picture> pictures = StaticInt8Test.pictures(Split.TRAIN, 16);
            SettledNormalisations.fill(clip, 1, StaticInt8Test.TRANSFORM, pictures);
            StaticInt8Test.export(clip, file, ExportOptions.defaults().withStaticInt8(StaticInt8.of(pictures)));
        }
        System.out.print("ResNet in int8: " + accept(file));
    }
}
