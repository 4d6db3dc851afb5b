package io.github.lmclip.core.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.onnxruntime.OrtException;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.Backbone.TextTower;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.SettledNormalisations;
import io.github.lmclip.core.serve.ModelDescription;
import io.github.lmclip.core.serve.ModelKind;
import io.github.lmclip.core.serve.Precision;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.image.PictureTransform;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small ResNet in whole numbers, with ranges from drawn training pictures. */
class StaticInt8Test {

    static final Backbone SMALL = new Backbone(
            "small", 64, new ImageTower.ResNet(64, List.of(1, 2, 1, 1), 16, 8), new TextTower(20, 50, 48, 3, 1));

    static final PictureTransform TRANSFORM = PictureTransform.LM_CLIP.withSize(64);

    private static final int TEST_PICTURES = 40;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static NDManager manager;
    private static Clip clip;
    private static float[][] expected;

    static List<Picture> pictures(Split split, int count) {
        return ShapesMlt.DEFAULT.read(split, Path.of("")).samples().subList(0, count).stream()
                .map(sample -> sample.picture())
                .toList();
    }

    static ExportReport export(Clip clip, Path file, ExportOptions options) {
        ModelDescription description =
                TestDescription.of(clip.backbone(), ModelKind.IMAGE_ENCODER, options.precision(), 0);
        return OnnxExporter.of(clip).write(file, description, new float[0][], options);
    }

    static float[][] features(Path file, List<Picture> pictures, PictureTransform transform) throws OrtException {
        float[][] features = new float[pictures.size()][];
        try (OpenedGraph graph = new OpenedGraph(file)) {
            for (int i = 0; i < features.length; i++) {
                float[] pixels = transform.apply(pictures.get(i).bitmap());
                features[i] = graph.pictures(pixels, 1, transform.size()).get("features");
            }
        }
        return features;
    }

    @BeforeAll
    static void settle() throws OrtException {
        manager = NDManager.newBaseManager("PyTorch");
        clip = Clip.of(SMALL, manager);
        SettledNormalisations.fill(clip, 1, TRANSFORM, pictures(Split.TRAIN, 32));
        Path real = shared.resolve("fp32.onnx");
        export(clip, real, ExportOptions.defaults());
        expected = features(real, pictures(Split.TEST, TEST_PICTURES), TRANSFORM);
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    private ExportReport export(String name, double least) {
        StaticInt8 wish = StaticInt8.of(pictures(Split.TRAIN, 48)).withLeastAgreement(least);
        return export(clip, folder.resolve(name), ExportOptions.defaults().withStaticInt8(wish));
    }

    private double agreement(String name) throws OrtException {
        return CentredCosine.of(
                expected, features(folder.resolve(name), pictures(Split.TEST, TEST_PICTURES), TRANSFORM));
    }

    @Test
    void agreesOnPicturesThatItHasNotSeen() throws OrtException {
        ExportReport report = export("int8.onnx", 0.995);
        double agreement = agreement("int8.onnx");
        System.out.printf("small ResNet in int8: %s; %.5f on test pictures%n", report, agreement);
        assertTrue(report.agreement() >= 0.995, report.toString());
        assertEquals(22, report.convolutions());
        assertTrue(agreement >= 0.995, "agreement " + agreement);
    }

    @Test
    void layersStayInFloatWhereMoreIsWished() throws OrtException, IOException {
        ExportReport all = export("all.onnx", -1);
        ExportReport most = export("most.onnx", 0.9995);
        assertEquals(List.of(), all.floats());
        assertTrue(all.agreement() > 0.9 && all.agreement() < 0.9995, all.toString());
        assertTrue(most.agreement() >= 0.9995, most.toString());
        assertFalse(most.floats().isEmpty());
        assertTrue(most.floats().size() < most.convolutions(), most.toString());
        assertTrue(agreement("most.onnx") > agreement("all.onnx"));
        assertTrue(Files.size(folder.resolve("all.onnx")) < Files.size(folder.resolve("most.onnx")));
        assertEquals(all, export("again.onnx", -1));
        assertEquals(-1, Files.mismatch(folder.resolve("all.onnx"), folder.resolve("again.onnx")));
    }

    @Test
    void refusesWhatItCannotWorkWith() {
        String few = assertThrows(IllegalArgumentException.class, () -> StaticInt8.of(pictures(Split.TRAIN, 7)))
                .getMessage();
        assertEquals("expected at least 8 pictures to find ranges from, got 7", few);
        StaticInt8 wish = StaticInt8.of(pictures(Split.TRAIN, 8));
        String one = assertThrows(IllegalArgumentException.class, () -> wish.withLeastAgreement(1))
                .getMessage();
        assertEquals("leastAgreement must be in [-1, 1), got 1.0", one);
        String none = assertThrows(
                        IllegalArgumentException.class,
                        () -> export(
                                clip,
                                folder.resolve("none.onnx"),
                                ExportOptions.defaults().withPrecision(Precision.INT8)))
                .getMessage();
        assertTrue(none.contains("whose ranges in int8 are found from pictures"), none);
    }
}
