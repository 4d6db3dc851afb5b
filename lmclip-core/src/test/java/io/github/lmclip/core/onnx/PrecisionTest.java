package io.github.lmclip.core.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.serve.ModelKind;
import io.github.lmclip.core.serve.Precision;
import io.github.lmclip.core.train.Scorer;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.image.PictureTransform;
import io.github.lmclip.data.shapes.ShapesMlt;
import io.github.lmclip.golden.GoldenSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Smaller numbers: how far features and scores of the drawn test pictures move. */
class PrecisionTest {

    private static final int PICTURES = 400;

    /** Most that the mean average precision may lose. */
    private static final double LOST = 0.005;

    private static final PictureTransform TRANSFORM =
            PictureTransform.LM_CLIP.withSize(Backbone.TINY.image().resolution());

    @TempDir
    Path folder;

    private static LongTailDataset pictures() {
        LongTailDataset test = ShapesMlt.DEFAULT.read(Split.TEST, Path.of(""));
        return new LongTailDataset("drawn", test.classNames(), test.samples().subList(0, PICTURES));
    }

    private static float[] pixels(LongTailDataset pictures) {
        float[] pixels = new float[PICTURES * TRANSFORM.length()];
        for (int i = 0; i < PICTURES; i++) {
            TRANSFORM.apply(pictures.samples().get(i).picture().bitmap(), false, pixels, i * TRANSFORM.length());
        }
        return pixels;
    }

    private static float[][] rows(float[] values) {
        int width = values.length / PICTURES;
        return IntStream.range(0, PICTURES)
                .mapToObj(row -> Arrays.copyOfRange(values, row * width, (row + 1) * width))
                .toArray(float[][]::new);
    }

    private static double score(LongTailDataset pictures, float[][] logits) {
        return Evaluation.of(
                        ScoreKind.SOFTMAX,
                        logits,
                        Scorer.targets(pictures),
                        pictures.classNames(),
                        io.github.lmclip.data.ClassFrequencies.of(ShapesMlt.DEFAULT.read(Split.TRAIN, Path.of("")))
                                .groups())
                .meanAveragePrecision()
                .total();
    }

    @ParameterizedTest
    @CsvSource({"fp16, 0.9999, 0.62", "int8, 0.995, 0.62"})
    void keepsFeaturesAndScores(String label, double least, double mostOfTheSize) throws OrtException, IOException {
        LongTailDataset pictures = pictures();
        float[] pixels = pixels(pictures);
        try (LmClip clip = LmClip.builder()
                .backbone(Backbone.TINY)
                .dataset(ShapesMlt.DEFAULT)
                .zeroShot()) {
            Path whole = folder.resolve("whole.onnx");
            Path small = folder.resolve("small.onnx");
            clip.exportOnnx(whole);
            clip.exportOnnx(small, ExportOptions.defaults().withPrecision(Precision.of(label)));
            double share = (double) Files.size(small) / Files.size(whole);
            assertTrue(share < mostOfTheSize, "share of the size " + share);
            try (OpenedGraph one = new OpenedGraph(whole);
                    OpenedGraph other = new OpenedGraph(small)) {
                var expected = one.pictures(pixels, PICTURES, TRANSFORM.size());
                var found = other.pictures(pixels, PICTURES, TRANSFORM.size());
                double cosine = CentredCosine.of(rows(expected.get("embedding")), rows(found.get("embedding")));
                double before = score(pictures, rows(expected.get("logits")));
                double after = score(pictures, rows(found.get("logits")));
                System.out.printf(
                        "%s: %.0f %% of the size, centred cosine %.5f, mAP %.4f -> %.4f%n",
                        label, 100 * share, cosine, before, after);
                assertTrue(cosine >= least, "centred cosine " + cosine);
                assertTrue(after >= before - LOST, before + " -> " + after);
            }
        }
    }

    @Test
    void refusesConvolutionsInInt8() {
        try (LmClip clip = LmClip.builder()
                .backbone(Backbone.RN50)
                .vocabulary(GoldenSource.shared("clip/bpe_simple_vocab_16e6.txt.gz"))
                .randomWeights(1)
                .labels("tree")
                .zeroShot()) {
            ExportOptions options = ExportOptions.defaults().withPrecision(Precision.INT8);
            String message = assertThrows(
                            IllegalArgumentException.class, () -> clip.exportOnnx(folder.resolve("a.onnx"), options))
                    .getMessage();
            assertTrue(
                    message.startsWith("RN50 has convolutions") && message.endsWith("expected some, or fp32 or fp16"),
                    message);
            clip.exportOnnx(folder.resolve("text.onnx"), options.withKind(ModelKind.TEXT_ENCODER));
        }
    }

    @Test
    void weightsAreScaledByColumn() {
        float[] weight = {1, -2, 0, 0.5f, 1, 0};
        assertEquals("[0.007874016, 0.015748031, 1.0]", Arrays.toString(Int8Weights.columnScales(weight, 2, 3)));
        assertEquals(List.of(127, -127, 0, 64, 64, 0), ints(Int8Weights.wholeColumns(weight, 2, 3)));
    }

    private static List<Integer> ints(byte... values) {
        return IntStream.range(0, values.length).mapToObj(i -> (int) values[i]).toList();
    }
}
