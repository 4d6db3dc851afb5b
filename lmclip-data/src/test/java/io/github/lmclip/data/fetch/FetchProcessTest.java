package io.github.lmclip.data.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Fetches by processes that are killed, that run side by side, and that may not write. */
class FetchProcessTest {

    private static final int KILLS = 20;
    private static final long SEED = 20;
    private static final int FILES = 6;
    private static final int PIECE = 10_000;
    private static final long PAUSE_MILLIS = 10;
    private static final int DELAY_MILLIS = 30;
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    Path folder;

    private final LoopbackServer server = new LoopbackServer();
    private final List<byte[]> files = new ArrayList<>();
    private final LongAdder sent = new LongAdder();

    @AfterEach
    void stop() {
        server.close();
    }

    /** Files of a few pieces each, every other one with a checksum. */
    private List<Download> downloads(Path into) throws IOException {
        files.clear();
        List<Download> downloads = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            byte[] file = new byte[PIECE * (3 + i) + i];
            new Random(i).nextBytes(file);
            files.add(file);
            String name = "/%d.bin".formatted(i);
            Download download = Download.of(
                    server.serve(name, Manner.slow(file, PIECE, PAUSE_MILLIS, sent)), into.resolve(name.substring(1)));
            downloads.add(i % 2 == 0 ? download.withChecksum(sum(file)) : download);
        }
        return downloads;
    }

    private Checksum sum(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("to-sum"), bytes);
        return Checksum.of(Checksum.Algorithm.SHA_256, file);
    }

    private Process start(List<Download> downloads) throws IOException {
        return FetchChild.start(List.of(), downloads, log().toFile());
    }

    private Path log() {
        return folder.resolve("log");
    }

    private void assertEndsWell(Process process) throws IOException, InterruptedException {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), Files.readString(log()));
    }

    private static Map<String, byte[]> content(Path folder) throws IOException {
        Map<String, byte[]> content = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                content.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return content;
    }

    private static void assertSame(Map<String, byte[]> expected, Map<String, byte[]> found) {
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((name, bytes) -> assertArrayEquals(bytes, found.get(name), name));
    }

    @Test
    void killsAtRandomMomentsEndWithTheFolderOfAnUndisturbedFetch() throws IOException, InterruptedException {
        assertEndsWell(start(downloads(folder.resolve("undisturbed"))));
        Map<String, byte[]> expected = content(folder.resolve("undisturbed"));
        int total = files.stream().mapToInt(file -> file.length).sum();
        Random random = new Random(SEED);
        int kills = 0;
        for (int round = 0; kills < KILLS; round++) {
            Path into = folder.resolve("round" + round);
            List<Download> downloads = downloads(into);
            boolean ended = false;
            while (!ended && kills < KILLS) {
                ended = endsBefore(random.nextInt(total / 3), random.nextInt(DELAY_MILLIS), downloads);
                kills += ended ? 0 : 1;
            }
            assertEndsWell(start(downloads));
            assertSame(expected, content(into));
        }
        assertTrue(
                server.requests().stream().anyMatch(request -> request.headers().containsKey("range")));
    }

    /** Starts a fetch and kills it a moment after so many bytes have gone out; tells whether it ended before. */
    private boolean endsBefore(int bytes, int millis, List<Download> downloads)
            throws IOException, InterruptedException {
        long before = sent.sum();
        Process process = start(downloads);
        while (process.isAlive() && sent.sum() - before < bytes) {
            Thread.sleep(1);
        }
        boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        return ended;
    }

    @Test
    void twoProcessesAtOnceEndWithOneGoodFileEach() throws IOException, InterruptedException {
        Path into = folder.resolve("both");
        List<Download> downloads = downloads(into);
        Process one = start(downloads);
        Process other = start(downloads);
        assertEndsWell(one);
        assertEndsWell(other);
        Map<String, byte[]> found = content(into);
        assertEquals(FILES + 1, found.size());
        for (int i = 0; i < FILES; i++) {
            assertArrayEquals(files.get(i), found.get(i + ".bin"));
        }
        assertEquals(FILES, server.requests().size());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void saysThatAFileCannotGrow() throws IOException, InterruptedException {
        List<String> limited = List.of("/bin/sh", "-c", "ulimit -f 64 && exec \"$0\" \"$@\"");
        List<Download> downloads = downloads(folder.resolve("limited"));
        Process process = FetchChild.start(limited, List.of(downloads.get(FILES - 1)), log().toFile());
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        String said = Files.readString(log());
        assertEquals(1, process.exitValue(), said);
        assertTrue(said.contains("cannot write " + folder.resolve("limited")), said);
        assertTrue(said.contains("File too large"), said);
    }
}
