package io.github.lmclip.data.fetch.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.fetch.LoopbackServer;
import io.github.lmclip.data.fetch.Manner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetches of a benchmark by processes that are killed at random moments, and by two at once. */
class KilledFetchTest {

    private static final int SINGLES = 60;
    private static final int ENTRIES = 60;
    private static final int PIECE = 4_000;
    private static final long PAUSE_MILLIS = 4;
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    Path temporary;

    private LoopbackServer server;
    private final LongAdder sent = new LongAdder();
    private long total;
    private byte[] archive;

    @BeforeEach
    void serve() throws IOException {
        server = new LoopbackServer();
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < SINGLES; i++) {
            paths.add("images/%d.jpg".formatted(i));
            byte[] photo = Photo.jpeg(60, i);
            total += photo.length;
            server.serve("/" + paths.get(i), Manner.slow(photo, PIECE, PAUSE_MILLIS, sent));
        }
        paths.add("");
        Tar tar = new Tar();
        Random random = new Random(5);
        for (int i = 0; i < ENTRIES; i++) {
            byte[] other = new byte[random.nextInt(8_000)];
            random.nextBytes(other);
            paths.add("kit/%d.jpg".formatted(i));
            tar.file("other/" + i, other).file("kit/%d.jpg".formatted(i), Photo.jpeg(40, 1_000 + i));
        }
        archive = tar.bytes();
        total += archive.length;
        server.serve("/kit.tar", Manner.slow(archive, PIECE, PAUSE_MILLIS, sent));
        Files.write(temporary.resolve("paths"), paths);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Process start(FetchFolder folder) throws IOException {
        return KilledFetch.start(
                temporary.resolve("log").toFile(),
                folder.path().toString(),
                server.address("/").toString(),
                Integer.toString(archive.length),
                Photo.hash("MD5", archive),
                temporary.resolve("paths").toString());
    }

    private void assertEndsWell(Process process) throws IOException, InterruptedException {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), Files.readString(temporary.resolve("log")));
    }

    private FetchFolder undisturbed() throws IOException, InterruptedException {
        FetchFolder folder = new FetchFolder(temporary.resolve("undisturbed"));
        assertEndsWell(start(folder));
        assertEquals(SINGLES + ENTRIES + 1, folder.files().size());
        return folder;
    }

    /** Kills a fetch a moment after so many bytes have gone out; tells whether it ended before. */
    private boolean endsBefore(FetchFolder folder, long bytes, int millis) throws IOException, InterruptedException {
        long before = sent.sum();
        Process process = start(folder);
        while (process.isAlive() && sent.sum() - before < bytes) {
            Thread.sleep(1);
        }
        boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        return ended;
    }

    /** Kills so many fetches, beginning a new folder whenever one is complete before; returns a line of figures. */
    private String kill(int kills) throws IOException, InterruptedException {
        FetchFolder expected = undisturbed();
        long once = sent.sum();
        SplittableRandom random = new SplittableRandom(20);
        int folders = 0;
        for (int killed = 0; killed < kills; folders++) {
            FetchFolder folder = new FetchFolder(temporary.resolve("folder" + folders));
            boolean ended = false;
            while (!ended && killed < kills) {
                ended = endsBefore(folder, random.nextLong(total / 6), random.nextInt(60));
                killed += ended ? 0 : 1;
            }
            assertEndsWell(start(folder));
            assertEquals(expected.content(), folder.content());
        }
        return "%d kills in %d folders of %d files, %.2f times the bytes of undisturbed fetches"
                .formatted(kills, folders, SINGLES + ENTRIES, (sent.sum() - once) / (double) (folders * once));
    }

    @Test
    void aFewKillsEndWithTheFolderOfAnUndisturbedFetch() throws IOException, InterruptedException {
        kill(3);
    }

    @Test
    @Tag("soak")
    void twentyKillsEndWithTheFolderOfAnUndisturbedFetch() throws IOException, InterruptedException {
        System.out.println(kill(20));
    }

    @Test
    void twoAtOnceTakeTurns() throws IOException, InterruptedException {
        FetchFolder expected = undisturbed();
        int requests = server.requests().size();
        FetchFolder folder = new FetchFolder(temporary.resolve("both"));
        Process one = start(folder);
        Process other = start(folder);
        assertEndsWell(one);
        assertEndsWell(other);
        assertEquals(expected.content(), folder.content());
        assertEquals(2 * requests, server.requests().size());
        String log = Files.readString(temporary.resolve("log"));
        assertTrue(log.contains("before=120"), log);
    }
}
