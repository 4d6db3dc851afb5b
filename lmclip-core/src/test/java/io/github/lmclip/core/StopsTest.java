package io.github.lmclip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lmclip.core.train.ProgressListener;
import io.github.lmclip.core.train.StepReport;
import io.github.lmclip.core.weights.WeightsException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full, folders that cannot be written, states that are torn, strange or too new. */
class StopsTest {

    private static final String SIZE = "size=160m";
    private static final long LEFT_BYTES = 1 << 20;

    private final LmClipBuilder start = LmClip.builder()
            .dataset(new SmallShapes(48, 24))
            .backbone(Backbone.TINY)
            .training(options -> options.withEpochs(2).withBatchSize(8));

    @TempDir
    private Path folder;

    /** A step of the first epoch at which something happens. */
    private static ProgressListener at(int number, Runnable deed) {
        return new ProgressListener() {
            @Override
            public void onStep(StepReport step) {
                if (step.epoch() == 1 && step.step() == number) {
                    deed.run();
                }
            }
        };
    }

    private void stopAt(int step, Path run) {
        start.runFolder(run)
                .resume()
                .listener(at(step, Thread.currentThread()::interrupt))
                .train()
                .close();
        assertTrue(Thread.interrupted());
    }

    /** A disk of its own in memory, for as long as the action takes. */
    private void onDisk(Path mount, String options, IoAction action) throws IOException, InterruptedException {
        Files.createDirectories(mount);
        assumeTrue(
                Files.isExecutable(Path.of("/bin/mount"))
                        && run("mount", "-t", "tmpfs", "-o", options, "tmpfs", mount) == 0,
                "a small disk can be mounted by root on Linux only");
        try {
            action.run(mount);
        } finally {
            run("umount", mount);
        }
    }

    /** What is done on a disk. */
    private interface IoAction {
        void run(Path disk) throws IOException;
    }

    private static int run(Object... words) throws IOException, InterruptedException {
        List<String> command = Arrays.stream(words).map(Object::toString).toList();
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    @Test
    void aFullDiskStopsTheRunWithTheCauseAndLeavesTheLastState() throws IOException, InterruptedException {
        Path whole = folder.resolve("whole");
        start.runFolder(whole).train().close();
        onDisk(folder.resolve("disk"), SIZE, disk -> {
            Path killed = disk.resolve("run");
            stopAt(3, killed);
            Path filler = disk.resolve("filler");
            LmClipBuilder run = start.runFolder(killed).resume().listener(at(4, () -> fill(filler)));
            String message =
                    assertThrows(UncheckedIOException.class, run::train).getMessage();
            assertTrue(message.contains("No space left on device") && message.contains(killed.toString()), message);
            Files.delete(filler);
            start.runFolder(killed).resume().train().close();
            RunComparison.requireSame(whole, killed);
        });
    }

    private static void fill(Path file) {
        try {
            FileStore disk = Files.getFileStore(file.getParent());
            byte[] block = new byte[1 << 16];
            try (RandomAccessFile filler = new RandomAccessFile(file.toFile(), "rw")) {
                while (disk.getUsableSpace() > LEFT_BYTES) {
                    filler.write(block);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aReadOnlyDiskIsRefused() throws IOException, InterruptedException {
        onDisk(folder.resolve("disk"), SIZE + ",ro", disk -> {
            LmClipBuilder run = start.runFolder(disk.resolve("run"));
            String message =
                    assertThrows(UncheckedIOException.class, run::train).getMessage();
            assertTrue(message.contains("cannot write into the run's folder " + disk), message);
            assertTrue(message.contains("Read-only file system"), message);
        });
    }

    @Test
    void aFolderBelowAFileIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        LmClipBuilder run = start.runFolder(file.resolve("run"));
        String message = assertThrows(UncheckedIOException.class, run::train).getMessage();
        assertTrue(message.contains("cannot write into the run's folder " + file.resolve("run")), message);
    }

    @Test
    void tornStatesArePassedOverWithAWarning() throws IOException {
        Path run = folder.resolve("run");
        stopAt(2, run);
        stopAt(4, run);
        Path newest = RunComparison.newestState(run);
        try (RandomAccessFile state = new RandomAccessFile(newest.toFile(), "rw")) {
            state.setLength(state.length() / 2);
        }
        List<Integer> steps = new ArrayList<>();
        List<String> warnings = warnings(() -> start.runFolder(run)
                .resume()
                .listener(at(4, () -> steps.add(4)))
                .train()
                .close());
        assertEquals(List.of(4), steps);
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains(newest.getFileName() + " is damaged"), warnings.get(0));
    }

    @Test
    void withoutAnIntactStateTheRunBeginsAnewAndSaysSo() throws IOException {
        Path run = folder.resolve("run");
        stopAt(4, run);
        try (var states = Files.list(run.resolve("state"))) {
            for (Path state : states.toList()) {
                Files.write(state, new byte[] {1});
            }
        }
        List<String> warnings =
                warnings(() -> start.runFolder(run).resume().train().close());
        assertTrue(warnings.get(warnings.size() - 1).contains("the run begins anew"), warnings.toString());
    }

    private static List<String> warnings(Runnable work) {
        List<String> found = new ArrayList<>();
        Handler collector = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                found.add(java.text.MessageFormat.format(entry.getMessage(), entry.getParameters()));
            }

            @Override
            public void flush() {
                // nothing is held back
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        Logger logger = Logger.getLogger("io.github.lmclip.core.train.StateFiles");
        logger.addHandler(collector);
        try {
            work.run();
        } finally {
            logger.removeHandler(collector);
        }
        return found;
    }

    @Test
    void aStateOfANewerVersionIsRefusedByName() throws IOException, NoSuchAlgorithmException {
        Path run = folder.resolve("run");
        stopAt(4, run);
        Path newest = RunComparison.newestState(run);
        byte[] bytes = Files.readAllBytes(newest);
        byte[] digit = "\"version\":\"".getBytes(StandardCharsets.US_ASCII);
        int place = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(new String(digit, StandardCharsets.US_ASCII))
                + digit.length;
        bytes[place] = '9';
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        Path newer = newest.resolveSibling("state-000000099-" + hash + ".safetensors");
        Files.write(newer, bytes);
        String message = assertThrows(
                        WeightsException.class, start.runFolder(run).resume()::train)
                .getMessage();
        assertTrue(message.contains(newer + " is a state of version 9, this library reads version"), message);
        assertFalse(Files.exists(run.resolve("last.safetensors")));
    }

    @Test
    void tornMetricsAreMended() throws IOException {
        Path whole = folder.resolve("whole");
        start.runFolder(whole).train().close();
        Path run = folder.resolve("run");
        LmClipBuilder crash = start.runFolder(run).resume().listener(new ProgressListener() {
            @Override
            public void onStep(StepReport step) {
                if (step.epoch() == 2 && step.step() == 5) {
                    throw new ArithmeticException("crash on purpose");
                }
            }
        });
        assertThrows(ArithmeticException.class, crash::train);
        Path metrics = run.resolve("metrics.csv");
        Files.writeString(metrics, Files.readString(metrics) + "2");
        start.runFolder(run).resume().train().close();
        RunComparison.requireSame(whole, run);
    }
}
