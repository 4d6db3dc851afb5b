package io.github.lmclip.core.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.ProcessMemory;
import io.github.lmclip.core.Score;
import io.github.lmclip.core.serve.Device;
import io.github.lmclip.core.serve.LmClipClassifier;
import io.github.lmclip.core.serve.ManyThreads;
import io.github.lmclip.core.serve.Precision;
import io.github.lmclip.core.serve.ServingOptions;
import io.github.lmclip.data.Picture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exported models on a CUDA device beside the processor: the same answers, and memory that stays as it is. */
@Tag("cuda")
class CudaServingTest {

    private static final int LABELS = 80;
    private static final int PHOTOS = 20;
    private static final int THREADS = 8;
    private static final int REQUESTS = 10_000;
    private static final int WARM_UP = 4_000;
    private static final long SLACK_MEGABYTES = 60;

    /** The card's arena grows by doubling, whenever more requests than before fall on the same moment: one such step. */
    private static final long ARENA_STEP_MEGABYTES = 512;

    /** By how much logits of weights in float16 differ, which the processor may add up in another precision. */
    private static final float HALF = 1e-2f;

    /** By how much cosines of one photo differ between batches of different sizes. */
    private static final float ROUNDING = 1e-5f;

    @TempDir
    Path folder;

    private Path export(Backbone backbone, Precision precision) {
        return FullSizeModel.write(folder.resolve("model.onnx"), backbone, precision, LABELS);
    }

    private static List<Picture> photos() throws IOException {
        return FullSizeModel.photos(PHOTOS).stream().map(Picture::file).toList();
    }

    private static ServingOptions on(Device device) {
        return ServingOptions.defaults().withDevice(device);
    }

    /** Opens on the card, or skips the test. */
    private static LmClipClassifier onCard(Path file, int batch) {
        LmClipClassifier classifier =
                LmClipClassifier.open(file, on(Device.AUTO).withBatch(batch));
        if (!classifier.device().device().equals(Device.cuda(0))) {
            String reason = classifier.device().reason();
            classifier.close();
            assumeTrue(false, reason);
        }
        return classifier;
    }

    private static float[][] scores(LmClipClassifier classifier, List<Picture> photos, Score score) {
        return classifier.classifyAll(photos).stream()
                .map(each -> each.by(score).scores())
                .toArray(float[][]::new);
    }

    @ParameterizedTest
    @CsvSource({"RN50, FLOAT32", "ViT-B/16, FLOAT32", "RN50, FLOAT16", "ViT-B/16, FLOAT16"})
    void answersAreThoseOfTheProcessor(String backbone, Precision precision) throws IOException {
        Path file = export(Backbone.named(backbone), precision);
        List<Picture> photos = photos();
        float[][] expected;
        try (LmClipClassifier classifier = LmClipClassifier.open(file, on(Device.CPU))) {
            expected = scores(classifier, photos, Score.LOGIT);
        }
        float tolerance = precision == Precision.FLOAT32 ? (float) Agreement.LOGIT : HALF;
        for (int batch : List.of(1, 3, 8)) {
            try (LmClipClassifier classifier = onCard(file, batch)) {
                float[][] found = scores(classifier, photos, Score.LOGIT);
                double worst = 0;
                for (int photo = 0; photo < PHOTOS; photo++) {
                    for (int label = 0; label < LABELS; label++) {
                        worst = Math.max(worst, Math.abs(expected[photo][label] - found[photo][label]));
                    }
                }
                System.out.printf(
                        "%s %s, batch %d: logits differ by %.1e at most%n", backbone, precision.label(), batch, worst);
                assertTrue(worst <= tolerance, "logits differ by " + worst);
            }
        }
    }

    @Test
    void memoryStaysFlatOverManyRequests() throws Exception {
        List<Picture> photos = photos();
        try (LmClipClassifier classifier = onCard(export(Backbone.VIT_B_16, Precision.FLOAT32), 1)) {
            float[][] expected = scores(classifier, photos, Score.COSINE);
            send(classifier, WARM_UP, photos, expected);
            long early = ProcessMemory.residentMegabytes();
            long earlyOnCard = cardMegabytes();
            assertEquals(REQUESTS, send(classifier, REQUESTS, photos, expected));
            long late = ProcessMemory.residentMegabytes();
            long lateOnCard = cardMegabytes();
            System.out.printf(
                    "%d requests to ViT-B/16: %d -> %d MB, on the card %d -> %d MB%n",
                    REQUESTS, early, late, earlyOnCard, lateOnCard);
            assertTrue(late <= early + SLACK_MEGABYTES, early + " -> " + late + " MB");
            assertTrue(
                    lateOnCard <= earlyOnCard + ARENA_STEP_MEGABYTES,
                    earlyOnCard + " -> " + lateOnCard + " MB on the card");
        }
    }

    private static int send(LmClipClassifier classifier, int requests, List<Picture> photos, float[][] expected)
            throws Exception {
        return ManyThreads.sum(THREADS, seed -> () -> {
            SplittableRandom random = new SplittableRandom(seed);
            int answers = 0;
            for (; answers < requests / THREADS; answers++) {
                int photo = random.nextInt(PHOTOS);
                float[] found = scores(classifier, List.of(photos.get(photo)), Score.COSINE)[0];
                assertArrayEquals(expected[photo], found, ROUNDING, "photo " + photo);
            }
            return answers;
        });
    }

    private static long cardMegabytes() throws IOException {
        Process asked = new ProcessBuilder(
                        "nvidia-smi", "--id=0", "--query-gpu=memory.used", "--format=csv,noheader,nounits")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Long.parseLong(said.strip());
    }
}
