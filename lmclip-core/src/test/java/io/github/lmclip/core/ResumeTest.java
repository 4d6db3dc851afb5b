package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import io.github.lmclip.losses.BinaryCrossEntropyLoss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is stopped and gone on with ends with the same bits as one that never was. */
class ResumeTest {

    private static final int STEPS = 18;

    private final LmClipBuilder start = LmClip.builder()
            .dataset(new SmallShapes(48, 24))
            .backbone(Backbone.TINY)
            .training(options -> options.withEpochs(3).withBatchSize(8));

    @TempDir
    Path folder;

    private Path whole;
    private Path stopped;

    @BeforeEach
    void runUndisturbed() {
        whole = folder.resolve("whole");
        stopped = folder.resolve("stopped");
        start.runFolder(whole).train().close();
    }

    /** Does something at a step, counted over the whole run. */
    private record AtStep(int number, Runnable deed) implements ProgressListener {

        @Override
        public void onStep(StepReport step) {
            if ((step.epoch() - 1) * step.steps() + step.step() == number) {
                deed.run();
            }
        }
    }

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private LmClipBuilder resumed() {
        return start.runFolder(stopped).resume();
    }

    @Test
    void afterInterruptions() throws IOException {
        for (int step : new int[] {1, 6, 7, 11, 18}) {
            resumed()
                    .listener(new AtStep(step, Thread.currentThread()::interrupt))
                    .train()
                    .close();
            assertTrue(Thread.interrupted(), "interrupted at step " + step);
        }
        resumed().train().close();
        RunComparison.requireSame(whole, stopped);
    }

    @Test
    void afterPausesBetweenEpochs() throws IOException {
        for (int epoch : new int[] {1, 2, 2}) {
            resumed().pauseAfter(epoch).train().close();
            assertEquals(epoch, RunMetrics.read(stopped).epochs().size());
            assertTrue(Files.readString(stopped.resolve("run.json")).contains("\"status\": \"stopped\""));
        }
        resumed().pauseAfter(3).train().close();
        RunComparison.requireSame(whole, stopped);
        assertTrue(Files.readString(stopped.resolve("run.json")).contains("\"status\": \"finished\""));
    }

    @Test
    void aPauseNeedsAFolder() {
        assertThrows(IllegalStateException.class, () -> start.pauseAfter(1).train());
        assertThrows(IllegalArgumentException.class, () -> start.pauseAfter(0));
    }

    /** Labels of four steps ago are part of what a run goes on with. */
    @Test
    void withLabelsThatAreNotComputedInEveryStep() throws IOException {
        LmClipBuilder seldom =
                start.training(options -> options.withStep(options.step().withLabelRefresh(4)));
        seldom.runFolder(whole).train().close();
        for (int step : new int[] {2, 9, 11}) {
            seldom.runFolder(stopped)
                    .resume()
                    .listener(new AtStep(step, Thread.currentThread()::interrupt))
                    .train()
                    .close();
            assertTrue(Thread.interrupted(), "interrupted at step " + step);
        }
        seldom.runFolder(stopped).resume().train().close();
        RunComparison.requireSame(whole, stopped);
    }

    @Test
    void afterCrashes() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 6; i++) {
            LmClipBuilder run = resumed().listener(new AtStep(random.nextInt(1, STEPS + 1), () -> {
                throw new Crash();
            }));
            try (LmClip finished = run.train()) {
                assertEquals(Backbone.TINY, finished.backbone());
            } catch (Crash expected) {
                assertTrue(Files.exists(stopped.resolve("metrics.csv")));
            }
        }
        resumed().train().close();
        RunComparison.requireSame(whole, stopped);
    }

    @Test
    void fromTheStateBeforeADamagedOne() throws IOException {
        resumed()
                .listener(new AtStep(8, Thread.currentThread()::interrupt))
                .train()
                .close();
        assertTrue(Thread.interrupted());
        resumed()
                .listener(new AtStep(15, Thread.currentThread()::interrupt))
                .train()
                .close();
        assertTrue(Thread.interrupted());
        Path newest = RunComparison.newestState(stopped);
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(newest, bytes);
        resumed().train().close();
        RunComparison.requireSame(whole, stopped);
    }

    @Test
    void notWithAnotherConfiguration() {
        resumed()
                .listener(new AtStep(8, Thread.currentThread()::interrupt))
                .train()
                .close();
        assertTrue(Thread.interrupted());
        LmClipBuilder other =
                resumed().training(options -> options.withLearningRate(1e-5)).loss(new BinaryCrossEntropyLoss());
        String message = assertThrows(IllegalStateException.class, other::train).getMessage();
        assertTrue(message.contains(" loss: ") && message.contains("-> BinaryCrossEntropyLoss[];"), message);
        assertTrue(message.contains("training.learningRate: 3.0E-5 -> 1.0E-5"), message);
    }

    @Test
    void startsAnewUnlessAskedTo() throws IOException {
        start.runFolder(stopped)
                .training(options -> options.withEpochs(1).withSeed(9))
                .train()
                .close();
        start.runFolder(stopped).train().close();
        RunComparison.requireSame(whole, stopped);
    }

    @Test
    void aFolderBelongsToOneRun() {
        LmClipBuilder second = start.runFolder(stopped);
        ProgressListener intruder = new AtStep(2, () -> {
            String message =
                    assertThrows(IllegalStateException.class, second::train).getMessage();
            assertTrue(message.contains("belongs to another run"), message);
        });
        resumed().listener(intruder).train().close();
        assertThrows(IllegalStateException.class, start.resume()::train);
    }
}
