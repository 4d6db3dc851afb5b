package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.serve.LmClipClassifier;
import io.github.lmclip.core.train.EpochReport;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepOptions;
import io.github.lmclip.core.train.StepReport;
import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.core.weights.SafetensorsFile;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.PictureException;
import io.github.lmclip.data.Sampling;
import io.github.lmclip.data.Split;
import io.github.lmclip.losses.BalancedAsymmetricLoss;
import io.github.lmclip.losses.BinaryCrossEntropyLoss;
import io.github.lmclip.losses.ContrastiveLoss;
import io.github.lmclip.losses.Loss;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A classifier on frozen towers: it starts as the prompts, is trained by any loss, and travels with the model. */
class LinearProbeTest {

    private static final SmallShapes SHAPES = new SmallShapes(48, 24);

    private static final String VECTORS = "label_vectors";

    /** Of float32 logits of up to about 30, computed by another engine or in batches of another size. */
    private static final double TOLERANCE = 1e-3;

    @TempDir
    Path folder;

    private final LmClipBuilder plain = LmClip.builder()
            .dataset(SHAPES)
            .backbone(Backbone.TINY)
            .training(options -> options.withEpochs(2).withBatchSize(8).withLearningRate(1e-2));

    private final LmClipBuilder probe = plain.training(TrainingOptions::withLinearProbe);

    private static Stream<Loss> losses() {
        Loss bal = BalancedAsymmetricLoss.defaults();
        return Stream.of(bal, new BinaryCrossEntropyLoss(), new ContrastiveLoss().plus(bal.times(5)));
    }

    /** Keeps what a run reports. */
    private static final class Reports implements ProgressListener {
        private final List<Double> losses = new ArrayList<>();
        private final List<EpochReport> epochs = new ArrayList<>();

        @Override
        public void onStep(StepReport step) {
            losses.add(step.loss());
        }

        @Override
        public void onEpoch(EpochReport epoch) {
            epochs.add(epoch);
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void trainsItsVectorsAndLeavesTheTowersAlone(Loss loss) {
        Path before = folder.resolve("before");
        try (LmClip start = plain.zeroShot();
                LmClip trained = probe.loss(loss).train()) {
            start.save(before);
            trained.save(folder);
        }
        try (SafetensorsFile first = SafetensorsFile.open(before.resolve("model.safetensors"));
                SafetensorsFile last = SafetensorsFile.open(folder.resolve("model.safetensors"))) {
            for (String name : first.tensors().keySet()) {
                if (!name.equals("logit_scale")) {
                    assertArrayEquals(first.floats(name), last.floats(name), name);
                }
            }
            float[] vectors = last.floats(VECTORS);
            int classes = SHAPES.classNames().size();
            assertEquals(classes * Backbone.TINY.embedding(), vectors.length);
        }
    }

    @Test
    void startsAsThePrompts() {
        Reports ofPrompts = new Reports();
        Reports ofVectors = new Reports();
        LmClipBuilder frozen =
                probe.training(options -> options.withStep(options.step().withLabels(StepOptions.Labels.PROMPTS))
                        .withFreezing(options.freezing().withTextTower(false)));
        frozen.listener(ofPrompts).train().close();
        probe.listener(ofVectors).train().close();
        double first = ofPrompts.losses.get(0);
        assertEquals(first, ofVectors.losses.get(0), 1e-4 * Math.abs(first));
        assertNotEquals(ofPrompts.losses.get(5), ofVectors.losses.get(5), 1e-4);
    }

    @Test
    void scoresOfAnEpochAreThoseOfTheModel() {
        Reports reports = new Reports();
        try (LmClip model = probe.listener(reports).train()) {
            double last = reports.epochs
                    .get(1)
                    .evaluations()
                    .get(0)
                    .meanAveragePrecision()
                    .total();
            assertEquals(model.evaluate().meanAveragePrecision().total(), last, TOLERANCE);
            assertNotEquals(
                    reports.epochs.get(0).evaluations(), reports.epochs.get(1).evaluations());
        }
    }

    @Test
    void isSavedAndExported() throws Exception {
        LongTailDataset test = SHAPES.read(Split.TEST, folder);
        Picture picture = test.samples().get(0).picture();
        Path onnx = folder.resolve("probe.onnx");
        float[][] logits;
        try (LmClip model = probe.train()) {
            logits = model.logits(test);
            model.save(folder);
            model.exportOnnx(onnx);
        }
        try (LmClip loaded = LmClip.load(folder);
                LmClip zeroShot = plain.zeroShot();
                LmClipClassifier classifier = LmClipClassifier.open(onnx)) {
            float[][] again = loaded.logits(test);
            for (int i = 0; i < logits.length; i++) {
                assertArrayEquals(logits[i], again[i]);
            }
            float[] served = classifier.classify(picture).by(Score.LOGIT).scores();
            double moved = 0;
            for (int id = 0; id < served.length; id++) {
                assertEquals(logits[0][id], served[id], TOLERANCE);
                moved = Math.max(moved, Math.abs(zeroShot.logits(test)[0][id] - served[id]));
            }
            assertTrue(moved > 100 * TOLERANCE, "training must have moved the logits: " + moved);
        }
    }

    @Test
    void liesOnALineWithItsZeroShotModel() {
        LongTailDataset test = SHAPES.read(Split.TEST, folder);
        try (LmClip start = plain.zeroShot();
                LmClip end = probe.train();
                LmClip first = WeightInterpolation.between(start, end).at(0);
                LmClip last = WeightInterpolation.between(start, end).at(1)) {
            assertArrayEquals(end.logits(test)[0], last.logits(test)[0]);
            assertArrayEquals(start.logits(test)[0], first.logits(test)[0], (float) TOLERANCE);
        }
    }

    /** Pictures are decoded once for the whole run, but what is broken is said or counted as in any run. */
    @Test
    void brokenPicturesEndTheRunOrAreCountedInEveryEpoch() {
        LmClipBuilder broken =
                probe.dataset(SHAPES.withBrokenPicture(3)).training(options -> options.withSampler(Sampling.SHUFFLED));
        assertEquals(
                "small-shapes/train/3 is broken on purpose",
                assertThrows(PictureException.class, broken::train).getMessage());
        Reports reports = new Reports();
        broken.training(options -> options.withBadImages(TrainingOptions.BadImages.SKIP))
                .listener(reports)
                .train()
                .close();
        assertEquals(
                List.of(1, 1), reports.epochs.stream().map(EpochReport::skipped).toList());
    }
}
