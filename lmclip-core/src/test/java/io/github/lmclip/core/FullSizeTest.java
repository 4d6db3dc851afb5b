package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import io.github.lmclip.golden.GoldenSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Published backbones at full size on real photos, from random weights; prints seconds and memory per step. */
@Tag("full-size")
class FullSizeTest {

    private static final int STEPS = 6;

    /** Random weights need larger steps than pre-trained ones to show a falling loss. */
    private static final double LEARNING_RATE = 1e-5;

    @TempDir
    Path folder;

    static Stream<Backbone> backbones() {
        return Stream.of(Backbone.RN50, Backbone.VIT_B_16);
    }

    private static LmClipBuilder start(Backbone backbone) {
        return LmClip.builder()
                .images(CocoPhotos.folder())
                .backbone(backbone)
                .vocabulary(GoldenSource.shared("clip/bpe_simple_vocab_16e6.txt.gz"))
                .randomWeights(1);
    }

    /** Keeps losses and times, and ends the run after so many steps. */
    private static final class Steps implements ProgressListener {
        private final List<Double> losses = new ArrayList<>();
        private final List<Double> seconds = new ArrayList<>();
        private long last = System.nanoTime();

        @Override
        public void onStep(StepReport step) {
            losses.add(step.loss());
            seconds.add((System.nanoTime() - last) / 1e9);
            last = System.nanoTime();
            if (losses.size() == STEPS) {
                Thread.currentThread().interrupt();
            }
        }

        double median() {
            return seconds.stream().sorted().toList().get(seconds.size() / 2);
        }
    }

    @ParameterizedTest
    @MethodSource("backbones")
    void trainsWithThePublishedOptions(Backbone backbone) {
        Steps steps = new Steps();
        start(backbone).dataset(CocoPhotos.all()).listener(steps).train().close();
        assertTrue(Thread.interrupted() && steps.losses.size() == STEPS, steps.losses.toString());
        steps.losses.forEach(loss -> assertTrue(Double.isFinite(loss), steps.losses.toString()));
        System.out.printf(
                "%s: %.2f s per step of 8 (median), %d MB at the most; losses %s%n",
                backbone.name(), steps.median(), ProcessMemory.peakMegabytes(), steps.losses);
    }

    @ParameterizedTest
    @MethodSource("backbones")
    void lossFallsOnARepeatedBatch(Backbone backbone) throws IOException {
        Steps steps = new Steps();
        start(backbone)
                .dataset(CocoPhotos.first(8, 8, folder))
                .training(options -> options.withSamplingPower(0)
                        .withFlip(false)
                        .withLearningRate(LEARNING_RATE)
                        .withEvaluateEvery(50))
                .listener(steps)
                .train()
                .close();
        assertTrue(Thread.interrupted());
        double first = steps.losses.get(0);
        double end = steps.losses.get(STEPS - 1);
        assertTrue(end < first, steps.losses.toString());
    }
}
