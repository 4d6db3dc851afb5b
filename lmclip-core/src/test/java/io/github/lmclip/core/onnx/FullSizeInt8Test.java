package io.github.lmclip.core.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.onnxruntime.OrtException;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.clip.RandomNormalisations;
import io.github.lmclip.core.clip.SettledNormalisations;
import io.github.lmclip.core.serve.Precision;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.image.PictureTransform;
import io.github.lmclip.golden.GoldenSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RN50 in whole numbers, with ranges from training photos, and ViT-B/16: agreement with float on test photos. */
@Tag("full-size")
class FullSizeInt8Test {

    private static final double LEAST = 0.995;
    private static final int SETTLING = 32;
    private static final int TEST_PHOTOS = 120;
    private static final int FEWER_PHOTOS = 32;

    @TempDir
    Path folder;

    private static List<Picture> photos(String split, int count) throws IOException {
        try (Stream<Path> files = Files.list(GoldenSource.shared("coco-real").resolve(split))) {
            return files.sorted().limit(count).map(Picture::file).toList();
        }
    }

    @Test
    void agreesWithFloatOnPhotosThatItHasNotSeen() throws IOException, OrtException {
        Backbone backbone = Backbone.RN50;
        PictureTransform transform = PictureTransform.LM_CLIP;
        List<Picture> train = photos("train2017", Integer.MAX_VALUE);
        List<Picture> test = photos("val2017", TEST_PHOTOS);
        Path whole = folder.resolve("int8.onnx");
        Path real = folder.resolve("fp32.onnx");
        ExportReport report;
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                Clip clip = Clip.of(backbone, manager)) {
            SettledNormalisations.fill(clip, 1, transform, train.subList(0, SETTLING));
            StaticInt8Test.export(clip, real, ExportOptions.defaults());
            report = StaticInt8Test.export(clip, whole, ExportOptions.defaults().withStaticInt8(StaticInt8.of(train)));
        }
        double share = (double) Files.size(whole) / Files.size(real);
        float[][] expected = StaticInt8Test.features(real, test, transform);
        double agreement = CentredCosine.of(expected, StaticInt8Test.features(whole, test, transform));
        System.out.printf("RN50 int8: %s; %.5f on test photos, %.0f %% of the size%n", report, agreement, 100 * share);
        assertTrue(report.agreement() >= LEAST, report.toString());
        assertTrue(agreement >= LEAST, "agreement " + agreement);
    }

    /** Weights of a normalisation that is the identity would hide what folding it into the next layer is for. */
    @Test
    void aVisionTransformerAgreesWithFloat() throws IOException, OrtException {
        Path whole = folder.resolve("int8.onnx");
        Path real = folder.resolve("fp32.onnx");
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                Clip clip = Clip.of(Backbone.VIT_B_16, manager)) {
            RandomNormalisations.fill(clip, 1);
            StaticInt8Test.export(clip, real, ExportOptions.defaults());
            StaticInt8Test.export(clip, whole, ExportOptions.defaults().withPrecision(Precision.INT8));
        }
        List<Picture> test = photos("val2017", FEWER_PHOTOS);
        double share = (double) Files.size(whole) / Files.size(real);
        double agreement = CentredCosine.of(
                StaticInt8Test.features(real, test, PictureTransform.LM_CLIP),
                StaticInt8Test.features(whole, test, PictureTransform.LM_CLIP));
        System.out.printf("ViT-B/16 int8: %.5f on test photos, %.0f %% of the size%n", agreement, 100 * share);
        assertTrue(agreement >= LEAST, "agreement " + agreement);
    }
}
