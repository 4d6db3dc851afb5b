package io.github.lmclip.core.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.onnxruntime.OrtException;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.Backbone.TextTower;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.serve.ModelDescription;
import io.github.lmclip.core.serve.ModelKind;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.image.PictureTransform;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small ResNet in whole numbers, with ranges from drawn training pictures. */
class StaticInt8Test {

    private static final Backbone SMALL = new Backbone(
            "small", 64, new ImageTower.ResNet(64, List.of(1, 2, 1, 1), 16, 8), new TextTower(20, 50, 48, 3, 1));

    private static final PictureTransform TRANSFORM = PictureTransform.LM_CLIP.withSize(64);

    @TempDir
    Path folder;

    private static List<Picture> pictures(Split split, int count) {
        return ShapesMlt.DEFAULT.read(split, Path.of("")).samples().subList(0, count).stream()
                .map(sample -> sample.picture())
                .toList();
    }

    private static ExportReport export(Clip clip, Path file, ExportOptions options) {
        ModelDescription description = new ModelDescription(
                ModelKind.IMAGE_ENCODER,
                options.precision(),
                clip.backbone().name(),
                "test",
                "none",
                List.of(),
                List.of(),
                List.of(),
                false,
                TRANSFORM);
        return OnnxExporter.of(clip).write(file, description, new float[0][], options);
    }

    private static float[][] features(Path file, List<Picture> pictures) throws OrtException {
        float[][] features = new float[pictures.size()][];
        try (OpenedGraph graph = new OpenedGraph(file)) {
            for (int i = 0; i < features.length; i++) {
                features[i] = graph.pictures(TRANSFORM.apply(pictures.get(i).bitmap()), 1, 64)
                        .get("features");
            }
        }
        return features;
    }

    @Test
    void agreesOnPicturesThatItHasNotSeen() throws OrtException {
        Path real = folder.resolve("fp32.onnx");
        Path whole = folder.resolve("int8.onnx");
        ExportReport report;
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                Clip clip = Clip.of(SMALL, manager)) {
            Settled.fill(clip, TRANSFORM, pictures(Split.TRAIN, 128));
            export(clip, real, ExportOptions.defaults());
            report = export(
                    clip, whole, ExportOptions.defaults().withStaticInt8(StaticInt8.of(pictures(Split.TRAIN, 64))));
        }
        List<Picture> test = pictures(Split.TEST, 60);
        double agreement = CentredCosine.of(features(real, test), features(whole, test));
        System.out.printf("small ResNet in int8: %s; %.5f on test pictures%n", report, agreement);
        assertTrue(report.agreement() >= 0.995, report.toString());
        assertTrue(agreement >= 0.99, "agreement " + agreement);
    }
}
