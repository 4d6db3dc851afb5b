package io.github.lmclip.core.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.Backbone;
import io.github.lmclip.core.ProcessMemory;
import io.github.lmclip.core.Score;
import io.github.lmclip.core.serve.LmClipClassifier;
import io.github.lmclip.core.serve.ManyThreads;
import io.github.lmclip.core.serve.Precision;
import io.github.lmclip.core.serve.ServingOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of requests to ViT-B/16 in int8 from many threads: each answer is that of its photo, and memory stays flat. */
@Tag("full-size")
class FullSizeLoadTest {

    private static final int REQUESTS = 2000;
    private static final int WARM_UP = 100;
    private static final int THREADS = 8;
    private static final int PHOTOS = 20;
    private static final int LABELS = 40;
    private static final float ROUNDING = 1e-5f;
    private static final long SLACK_MEGABYTES = 80;

    @TempDir
    Path folder;

    private Path export() {
        return FullSizeModel.write(folder.resolve("model.onnx"), Backbone.VIT_B_16, Precision.INT8, LABELS);
    }

    private static float[] cosines(LmClipClassifier classifier, Path photo) {
        return classifier.classify(photo).by(Score.COSINE).scores();
    }

    private static int send(LmClipClassifier classifier, int requests, List<Path> photos, List<float[]> expected)
            throws Exception {
        return ManyThreads.sum(THREADS, seed -> () -> {
            SplittableRandom random = new SplittableRandom(seed);
            int answers = 0;
            for (; answers < requests / THREADS; answers++) {
                int photo = random.nextInt(PHOTOS);
                float[] found = cosines(classifier, photos.get(photo));
                assertArrayEquals(expected.get(photo), found, ROUNDING, "photo " + photo);
            }
            return answers;
        });
    }

    @Test
    void answersAreNeitherLostNorMixedUp() throws Exception {
        List<Path> photos = FullSizeModel.photos(PHOTOS);
        ServingOptions options = ServingOptions.defaults().withIntraThreads(1);
        try (LmClipClassifier classifier = LmClipClassifier.open(export(), options)) {
            List<float[]> expected =
                    photos.stream().map(photo -> cosines(classifier, photo)).toList();
            for (int i = 1; i < PHOTOS; i++) {
                assertTrue(
                        Math.abs(expected.get(0)[0] - expected.get(i)[0]) > 2 * ROUNDING,
                        "photos cannot be told apart");
            }
            send(classifier, WARM_UP, photos, expected);
            long early = ProcessMemory.residentMegabytes();
            assertEquals(REQUESTS, send(classifier, REQUESTS, photos, expected));
            long late = ProcessMemory.residentMegabytes();
            System.out.printf("%d requests to ViT-B/16: %d -> %d MB%n", REQUESTS, early, late);
            assertTrue(late <= early + SLACK_MEGABYTES, early + " -> " + late + " MB");
        }
    }
}
