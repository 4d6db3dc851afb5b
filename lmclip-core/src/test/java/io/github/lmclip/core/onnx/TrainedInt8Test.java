package io.github.lmclip.core.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.Backbone.ImageTower;
import io.github.lmclip.core.LmClip;
import io.github.lmclip.core.LmClipBuilder;
import io.github.lmclip.core.Score;
import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.serve.LmClipClassifier;
import io.github.lmclip.core.serve.Precision;
import io.github.lmclip.core.train.Scorer;
import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.shapes.ShapesMlt;
import io.github.lmclip.losses.ComposedLoss;
import io.github.lmclip.losses.CrossEntropy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whole numbers cost of the mean average precision of trained models, on all drawn test pictures. */
@Tag("soak")
class TrainedInt8Test {

    /** Most that the mean average precision may lose. */
    private static final double LOST = 0.005;

    /** A ranking by chance has 0.1. */
    private static final double LEARNED = 0.14;

    private static final int RANGES = 200;
    private static final LongTailDataset TRAIN = ShapesMlt.DEFAULT.read(Split.TRAIN, Path.of(""));
    private static final LongTailDataset TEST = ShapesMlt.DEFAULT.read(Split.TEST, Path.of(""));

    @TempDir
    Path folder;

    private static double score(Path file) {
        List<Picture> pictures = TEST.samples().stream().map(Sample::picture).toList();
        try (LmClipClassifier classifier = LmClipClassifier.open(file)) {
            float[][] logits = classifier.classifyAll(pictures).stream()
                    .map(found -> found.by(Score.LOGIT).scores())
                    .toArray(float[][]::new);
            return Evaluation.of(
                            ScoreKind.SOFTMAX,
                            logits,
                            Scorer.targets(TEST),
                            TEST.classNames(),
                            ClassFrequencies.of(TRAIN).groups())
                    .meanAveragePrecision()
                    .total();
        }
    }

    private void losesLittle(LmClipBuilder builder, double learningRate, int epochs, ExportOptions options) {
        Path real = folder.resolve("fp32.onnx");
        Path whole = folder.resolve("int8.onnx");
        ExportReport report;
        try (LmClip model = builder.dataset(ShapesMlt.DEFAULT)
                .training(usual -> usual.withLearningRate(learningRate)
                        .withEpochs(epochs)
                        .withEvaluateEvery(epochs)
                        .withSeed(1))
                .train()) {
            model.exportOnnx(real);
            report = model.exportOnnx(whole, options);
        }
        double before = score(real);
        double after = score(whole);
        System.out.printf("mAP %.4f -> %.4f in int8; %s%n", before, after, report);
        assertTrue(before >= LEARNED, "has not learned: mAP " + before);
        assertTrue(after >= before - LOST, before + " -> " + after);
    }

    @Test
    void ofTheBuiltInTransformer() {
        losesLittle(
                LmClip.builder().backbone(Backbone.TINY),
                3e-5,
                2,
                ExportOptions.defaults().withPrecision(Precision.INT8));
    }

    @Test
    void ofASmallResNetFromNothing() {
        Backbone resNet = new Backbone(
                "small ResNet", 64, new ImageTower.ResNet(64, List.of(1, 1, 1, 1), 16, 8), Backbone.TINY.text());
        List<Picture> pictures =
                TRAIN.samples().stream().map(Sample::picture).limit(RANGES).toList();
        losesLittle(
                LmClip.builder().backbone(resNet).randomWeights(1).loss(ComposedLoss.of(CrossEntropy.SOFTMAX)),
                2e-3,
                20,
                ExportOptions.defaults().withStaticInt8(StaticInt8.of(pictures)));
    }
}
