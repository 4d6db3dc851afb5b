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
    private static final long PAUSE_MILLIS = 20;
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    private final LoopbackServer server = new LoopbackServer();
    private final List<byte[]> files = new ArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    /** Files of a few pieces each, so that a fetch takes about as long as a JVM to start; every other with a checksum. */
    private List<Download> downloads(Path into) throws IOException {
        files.clear();
        List<Download> downloads = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            byte[] file = new byte[PIECE * (3 + i) + i];
            new Random(i).nextBytes(file);
            files.add(file);
            String name = "/%d.bin".formatted(i);
            Download download = Download.of(
                    server.serve(name, Manner.slow(file, PIECE, PAUSE_MILLIS)), into.resolve(name.substring(1)));
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
        long begin = System.nanoTime();
        assertEndsWell(start(downloads(folder.resolve("undisturbed"))));
        long undisturbed = System.nanoTime() - begin;
        Map<String, byte[]> expected = content(folder.resolve("undisturbed"));
        Random random = new Random(SEED);
        int kills = 0;
        for (int round = 0; kills < KILLS; round++) {
            Path into = folder.resolve("round" + round);
            List<Download> downloads = downloads(into);
            boolean ended = false;
            while (!ended && kills < KILLS) {
                Process process = start(downloads);
                ended = process.waitFor(random.nextLong(undisturbed), TimeUnit.NANOSECONDS);
                process.destroyForcibly().waitFor();
                kills += ended ? 0 : 1;
            }
            assertEndsWell(start(downloads));
            assertSame(expected, content(into));
        }
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
