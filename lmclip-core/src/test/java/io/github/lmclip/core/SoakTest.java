package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.training.listener.TrainingListenerAdapter;
import com.sun.management.UnixOperatingSystemMXBean;
import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.Split;
import io.github.lmclip.data.shapes.ShapesMlt;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of steps and hundreds of openings leave native arrays and resident memory as they were. */
@Tag("soak")
class SoakTest {

    private static final int STEPS = 5000;
    private static final int WARM_UP = 2000;
    private static final int OPENINGS = 200;
    private static final int FIRST_OPENINGS = 40;
    private static final int TRAINERS = 100;
    private static final int FIRST_TRAINERS = 20;

    /** Memory that may come and go with the allocators' and the collector's mood. */
    private static final long SLACK_MEGABYTES = 60;

    @TempDir
    Path folder;

    /** Native arrays alive, resident memory in MB (the profile fixes the heap's part), open files and threads at one moment. */
    private record Moment(int step, long arrays, long megabytes, long files, int threads) {

        static Moment now(int step) {
            long arrays = countArrays();
            return new Moment(step, arrays, ProcessMemory.residentMegabytes(), openFiles(), Thread.activeCount());
        }

        private static long openFiles() {
            return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                    ? unix.getOpenFileDescriptorCount()
                    : 0;
        }

        /** Counts DJL's arrays that something still holds, after a full collection. */
        private static long countArrays() {
            try {
                Object histogram = ManagementFactory.getPlatformMBeanServer()
                        .invoke(
                                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                "gcClassHistogram",
                                new Object[] {null},
                                new String[] {String[].class.getName()});
                return histogram
                        .toString()
                        .lines()
                        .filter(line -> line.contains("PtNDArray") && !line.contains("["))
                        .mapToLong(line -> Long.parseLong(line.trim().split("\\s+")[1]))
                        .sum();
            } catch (JMException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void requireFlat(Moment early, Moment late) {
        System.out.println(early + " -> " + late);
        assertTrue(late.arrays() <= early.arrays(), early + " -> " + late);
        assertTrue(late.files() <= early.files(), early + " -> " + late);
        assertTrue(late.threads() <= early.threads(), early + " -> " + late);
        assertTrue(late.megabytes() <= early.megabytes() + SLACK_MEGABYTES, early + " -> " + late);
    }

    @Test
    void trainingStepsLeaveNothingBehind() {
        List<Moment> moments = new ArrayList<>();
        int[] steps = new int[1];
        ProgressListener watch = new ProgressListener() {
            @Override
            public void onStep(StepReport step) {
                steps[0]++;
                if (steps[0] == WARM_UP || steps[0] == STEPS) {
                    moments.add(Moment.now(steps[0]));
                }
                if (steps[0] == STEPS) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        LmClip.builder()
                .dataset(new SmallShapes(400, 40))
                .backbone(Backbone.TINY)
                .training(options -> options.withEpochs(100).withBatchSize(8).withEvaluateEvery(5))
                .listener(watch)
                .runFolder(folder)
                .train()
                .close();
        assertTrue(Thread.interrupted());
        requireFlat(moments.get(0), moments.get(1));
    }

    @Test
    void trainersOneAfterAnotherLeaveNothingBehind() {
        List<Moment> moments = new ArrayList<>();
        for (int i = 1; i <= TRAINERS; i++) {
            LmClip.builder()
                    .dataset(new SmallShapes(16, 8))
                    .backbone(Backbone.TINY)
                    .training(options -> options.withEpochs(1).withBatchSize(8))
                    .listener(new TrainingListenerAdapter() {})
                    .runFolder(folder.resolve("run" + i % 2))
                    .train()
                    .close();
            if (i == FIRST_TRAINERS || i == TRAINERS) {
                moments.add(Moment.now(i));
            }
        }
        requireFlat(moments.get(0), moments.get(1));
    }

    @Test
    void openingAndClosingModelsLeavesNothingBehind() {
        ShapesMlt shapes = ShapesMlt.DEFAULT;
        Picture picture = shapes.read(Split.TEST, folder).samples().get(0).picture();
        try (LmClip clip =
                LmClip.builder().dataset(shapes).backbone(Backbone.TINY).zeroShot()) {
            clip.save(folder);
        }
        List<Moment> moments = new ArrayList<>();
        for (int i = 1; i <= OPENINGS; i++) {
            try (LmClip loaded = LmClip.load(folder)) {
                loaded.classify(picture);
            }
            if (i == FIRST_OPENINGS || i == OPENINGS) {
                moments.add(Moment.now(i));
            }
        }
        requireFlat(moments.get(0), moments.get(1));
    }
}
