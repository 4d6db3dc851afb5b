package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.eval.Evaluation;
import io.github.lmclip.core.eval.ScoreKind;
import io.github.lmclip.core.train.EpochReport;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import io.github.lmclip.core.train.TrainingOptions;
import io.github.lmclip.core.train.TrainingOptions.BadImages;
import io.github.lmclip.core.weights.WeightsException;
import io.github.lmclip.data.Benchmark;
import io.github.lmclip.data.ClassFrequencies;
import io.github.lmclip.data.ClassGroup;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.PictureException;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.Split;
import io.github.lmclip.losses.BinaryCrossEntropyLoss;
import io.github.lmclip.losses.Loss;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The front door, end to end on a small drawn set. */
class LmClipTest {

    private static final SmallShapes SHAPES = new SmallShapes(48, 24);

    @TempDir
    Path folder;

    private final LmClipBuilder start = LmClip.builder()
            .dataset(SHAPES)
            .backbone(Backbone.TINY)
            .training(options -> options.withEpochs(2).withBatchSize(8));

    /** Keeps what a run reports. */
    private static final class Record implements ProgressListener {
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

    @Test
    void sameSeedGivesTheSameLossesAndScores() {
        Record first = new Record();
        Record second = new Record();
        try (LmClip a = start.listener(first).train();
                LmClip b = start.listener(second).train()) {
            assertEquals(first.losses, second.losses);
            assertEquals(a.evaluate(), b.evaluate());
        }
        assertEquals(12, first.losses.size());
        assertEquals(2, first.epochs.size());
        assertEquals(List.of(ScoreKind.SOFTMAX, ScoreKind.RAW), scores(first.epochs.get(1)));
    }

    private static List<ScoreKind> scores(EpochReport epoch) {
        return epoch.evaluations().stream().map(Evaluation::score).toList();
    }

    @Test
    void otherSeedsGiveOtherLosses() {
        Record first = new Record();
        Record second = new Record();
        start.listener(first).train().close();
        start.training(options -> options.withSeed(1)).listener(second).train().close();
        assertTrue(!first.losses.equals(second.losses));
    }

    @Test
    void savedModelsGiveTheSameScores() {
        LongTailDataset test = SHAPES.read(Split.TEST, folder);
        try (LmClip trained = start.train()) {
            trained.save(folder);
            try (LmClip loaded = LmClip.load(folder)) {
                float[][] expected = trained.logits(test);
                float[][] found = loaded.logits(test);
                for (int i = 0; i < expected.length; i++) {
                    assertArrayEquals(expected[i], found[i]);
                }
                assertEquals(trained.evaluate(), loaded.evaluate(test));
                assertEquals(trained.groups(), loaded.groups());
                assertEquals(trained.backbone(), loaded.backbone());
                assertThrows(IllegalStateException.class, loaded::evaluate);
            }
        }
    }

    @Test
    void runFolderHoldsCheckpointsThatLoad() throws IOException {
        start.runFolder(folder).train().close();
        for (String name : List.of("last", "best_valid_mAP", "best_valid_mAP_tail")) {
            try (LmClip loaded = LmClip.load(folder.resolve(name + ".safetensors"))) {
                assertEquals(SHAPES.classNames(), loaded.classNames());
            }
        }
        List<String> lines = Files.readAllLines(folder.resolve("metrics.csv"));
        assertEquals(5, lines.size());
        assertTrue(lines.get(1).startsWith("1,") && lines.get(1).contains(",softmax,"), lines.get(1));
    }

    @Test
    void classifiesAPictureTheBestLabelFirst() {
        Sample sample = SHAPES.read(Split.TEST, folder).samples().get(0);
        try (LmClip clip = start.zeroShot()) {
            List<Prediction> predictions = clip.classify(sample.picture());
            assertEquals(SHAPES.classNames().size(), predictions.size());
            double sum = predictions.stream().mapToDouble(Prediction::score).sum();
            assertEquals(1, sum, 1e-5);
            for (int i = 1; i < predictions.size(); i++) {
                assertTrue(predictions.get(i - 1).score() >= predictions.get(i).score());
            }
        }
    }

    @Test
    void trainsABiasWhereAskedTo() {
        LmClipBuilder biased = start.loss(new BinaryCrossEntropyLoss())
                .training(options -> options.withLogitBias(OptionalDouble.of(-9)));
        try (LmClip model = biased.train()) {
            model.save(folder);
            try (LmClip loaded = LmClip.load(folder)) {
                LongTailDataset test = SHAPES.read(Split.TEST, folder);
                assertArrayEquals(model.logits(test)[0], loaded.logits(test)[0]);
            }
        }
    }

    @Test
    void lossThatIsNotFiniteEndsTheRunWithItsPlaceAndTerms() {
        Loss broken = batch -> batch.logits().orElseThrow().sum().mul(Float.NaN);
        LmClipBuilder run = start.runFolder(folder).loss(new BinaryCrossEntropyLoss().plus(broken.times(2)));
        String message = assertThrows(LmClipException.class, run::train).getMessage();
        assertTrue(message.startsWith("epoch 1, batch 1: the loss is not finite"), message);
        assertTrue(message.contains("BinaryCrossEntropyLoss[]="), message);
    }

    @Test
    void divergedRunKeepsTheCheckpointOfTheEpochBefore() {
        int[] calls = new int[1];
        Loss later = batch -> batch.logits().orElseThrow().sum().mul(++calls[0] > 6 ? Float.NaN : 0f);
        LmClipBuilder run = start.runFolder(folder).loss(new BinaryCrossEntropyLoss().plus(later));
        String message = assertThrows(LmClipException.class, run::train).getMessage();
        assertTrue(message.startsWith("epoch 2, batch 1:"), message);
        LmClip.load(folder.resolve("last.safetensors")).close();
    }

    @Test
    void interruptedThreadEndsTheRunAfterTheStepAtHand() {
        Record record = new Record();
        ProgressListener interrupter = new ProgressListener() {
            @Override
            public void onStep(StepReport step) {
                if (step.step() == 2) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        try (LmClip model = start.listener(record).listener(interrupter).train()) {
            assertTrue(Thread.interrupted());
            assertEquals(2, record.losses.size());
            assertEquals(SHAPES.classNames(), model.classNames());
        }
    }

    @Test
    void badImageEndsTheRunOrIsSkippedAndCounted() {
        SmallShapes broken = SHAPES.withBrokenPicture(3);
        LmClipBuilder run = LmClip.builder()
                .dataset(broken)
                .backbone(Backbone.TINY)
                .runFolder(folder)
                .training(options -> options.withEpochs(2).withBatchSize(8).withSamplingPower(0));
        String message = assertThrows(PictureException.class, run::train).getMessage();
        assertEquals("small-shapes/train/3 is broken on purpose", message);
        Record record = new Record();
        run.training(options -> options.withBadImages(BadImages.SKIP))
                .listener(record)
                .train()
                .close();
        assertEquals(1, record.epochs.get(0).skipped());
        assertEquals(1, record.epochs.get(1).skipped());
    }

    /** The first 48 pictures lack some classes of the drawn set. */
    @Test
    void aClassWithoutImagesIsSaidAndTrainedAsAbsent() {
        ClassFrequencies frequencies = ClassFrequencies.of(SHAPES.read(Split.TRAIN, folder));
        String unseen = SHAPES.classNames().get(frequencies.unseen().get(0));
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        Record record = new Record();
        try (LmClip model = start.listener(record).train()) {
            assertTrue(record.losses.stream().allMatch(Double::isFinite));
            assertTrue(model.classNames().contains(unseen));
            assertEquals(
                    ClassGroup.TAIL, model.groups().get(frequencies.unseen().get(0)));
        } finally {
            System.setErr(before);
        }
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("small-shapes train has no image of " + unseen));
    }

    @Test
    void refusesABatchLargerThanTheSplit() {
        LmClipBuilder run = start.training(options -> options.withBatchSize(49));
        String message =
                assertThrows(IllegalArgumentException.class, run::train).getMessage();
        assertEquals(
                "training.batchSize must be at most the 48 images of small-shapes train, got 49: set it lower, in Java by"
                        + " withBatchSize(48)",
                message);
    }

    @Test
    void saysWhichWordIsMissing() {
        LmClipBuilder nothing = LmClip.builder();
        assertEquals(
                "dataset(...) is missing; say it before train()",
                assertThrows(IllegalStateException.class, nothing::train).getMessage());
        LmClipBuilder half = nothing.dataset(SHAPES);
        assertEquals(
                "backbone(...) or weights(...) is missing; say it before train() or zeroShot()",
                assertThrows(IllegalStateException.class, half::train).getMessage());
    }

    @Test
    void saysWhatToGetWhereImagesAreMissing() {
        LmClipBuilder run = LmClip.builder()
                .dataset(Benchmark.VOC_MLT)
                .backbone(Backbone.TINY)
                .images(folder);
        String message = assertThrows(IllegalStateException.class, run::train).getMessage();
        assertTrue(message.startsWith("the images of voc-mlt train are missing, such as " + folder), message);
        assertTrue(message.contains("VOCtrainval_11-May-2012.tar"), message);
    }

    @Test
    void saysWhatToGetWhereWeightsAreMissing() throws IOException {
        Path none = folder.resolve("none.safetensors");
        LmClipBuilder given = start.weights(none);
        String message =
                assertThrows(IllegalStateException.class, given::zeroShot).getMessage();
        assertTrue(message.startsWith("the weights " + none + " are missing"), message);
        Path garbage = Files.writeString(folder.resolve("garbage.safetensors"), "no weights, only words");
        LmClipBuilder broken = start.weights(garbage);
        assertThrows(WeightsException.class, broken::zeroShot);
    }

    @Test
    void refusesAnotherSetOfClasses() {
        LongTailDataset other = new LongTailDataset("other", List.of("cat"), List.of());
        try (LmClip clip = start.zeroShot()) {
            assertThrows(IllegalArgumentException.class, () -> clip.evaluate(other));
        }
    }

    @Test
    void optionsRefuseWrongValues() {
        TrainingOptions options = TrainingOptions.defaults();
        assertEquals(
                "epochs must be >= 1, got 0",
                assertThrows(IllegalArgumentException.class, () -> options.withEpochs(0))
                        .getMessage());
        assertEquals(
                "learningRate must be a finite number > 0, got NaN",
                assertThrows(IllegalArgumentException.class, () -> options.withLearningRate(Double.NaN))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> options.withSamplingPower(-1));
        assertThrows(IllegalArgumentException.class, () -> options.withBatchSize(0));
    }
}
