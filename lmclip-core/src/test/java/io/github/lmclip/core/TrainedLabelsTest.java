package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.serve.LmClipClassifier;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepOptions;
import io.github.lmclip.core.train.StepReport;
import io.github.lmclip.core.weights.SafetensorsFile;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Split;
import io.github.lmclip.losses.BinaryCrossEntropyLoss;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels that are vectors of their own: they start as their prompts, are trained, and travel with the model. */
class TrainedLabelsTest {

    private static final SmallShapes SHAPES = new SmallShapes(48, 24);

    /** Of float32 cosines of two networks that compute in another order. */
    private static final float TOLERANCE = 2e-4f;

    @TempDir
    Path folder;

    private final LmClipBuilder prompts = LmClip.builder()
            .dataset(SHAPES)
            .backbone(Backbone.TINY)
            .loss(new BinaryCrossEntropyLoss())
            .training(options -> options.withEpochs(2).withBatchSize(8).withLearningRate(1e-3));

    private final LmClipBuilder trained = prompts.training(
            options -> options.withStep(options.step().withLabels(StepOptions.Labels.TRAINED)));

    private static List<Double> losses(LmClipBuilder run) {
        List<Double> losses = new ArrayList<>();
        run.listener(new ProgressListener() {
                    @Override
                    public void onStep(StepReport step) {
                        losses.add(step.loss());
                    }
                })
                .train()
                .close();
        return losses;
    }

    @Test
    void startAsTheirPrompts() {
        List<Double> ofPrompts = losses(prompts);
        List<Double> ofVectors = losses(trained);
        assertEquals(ofPrompts.get(0), ofVectors.get(0), 1e-5 * ofPrompts.get(0));
        assertTrue(!ofPrompts.get(5).equals(ofVectors.get(5)));
    }

    @Test
    void areTrainedSavedAndExported() throws Exception {
        LongTailDataset test = SHAPES.read(Split.TEST, folder);
        Path onnx = folder.resolve("probe.onnx");
        float[][] logits;
        try (LmClip model = trained.train()) {
            logits = model.logits(test);
            model.save(folder);
            model.exportOnnx(onnx);
        }
        try (LmClip loaded = LmClip.load(folder);
                LmClipClassifier classifier = LmClipClassifier.open(onnx)) {
            float[][] again = loaded.logits(test);
            for (int i = 0; i < logits.length; i++) {
                assertArrayEquals(logits[i], again[i]);
            }
            Prediction best = loaded.classify(test.samples().get(0).picture()).get(0);
            assertTrue(classifier.labels().contains(best.label()));
        }
        requireMovedVectors();
    }

    private void requireMovedVectors() {
        try (LmClip start = prompts.zeroShot();
                SafetensorsFile saved = SafetensorsFile.open(folder.resolve("model.safetensors"))) {
            float[] vectors = saved.floats("label_vectors");
            float[][] texts = start.embedTexts(
                    SHAPES.classNames().stream().map(name -> "a photo of a " + name).toList());
            assertEquals(texts.length * texts[0].length, vectors.length);
            float largest = 0;
            for (int i = 0; i < texts[0].length; i++) {
                largest = Math.max(largest, Math.abs(vectors[i] - texts[0][i]));
            }
            assertTrue(largest > TOLERANCE, "the vectors must move: " + largest);
        }
    }
}
