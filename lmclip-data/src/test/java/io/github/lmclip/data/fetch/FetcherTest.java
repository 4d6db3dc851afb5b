package io.github.lmclip.data.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.fetch.FetchException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server on this machine that behaves in every bad way we know. */
class FetcherTest {

    private static final int SIZE = 100_000;
    private static final int MIDDLE = 40_000;
    private static final byte[] FILE = bytes(SIZE, 1);
    private static final byte[] OTHER = bytes(SIZE, 2);
    private static final String SHA_256 = hash(FILE);

    /** Long enough for a busy machine; what shall be seen to stall has a shorter one. */
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private static final Duration SHORT = Duration.ofSeconds(1);

    private static final FetchOptions QUICK = FetchOptions.defaults()
            .withTimeouts(new Timeouts(PATIENT, PATIENT, PATIENT))
            .withRetries(Retries.defaults().withPauses(Duration.ofMillis(1), Duration.ofMillis(5)));

    private static final FetchOptions IMPATIENT =
            QUICK.withTimeouts(QUICK.timeouts().withStall(SHORT));

    @TempDir
    Path folder;

    private LoopbackServer server;
    private Path target;

    @BeforeEach
    void start() {
        server = new LoopbackServer();
        target = folder.resolve("deep").resolve("file.bin");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] bytes(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Download download(Manner... manners) {
        return Download.of(server.serve("/file.bin", manners), target);
    }

    private Download checked(Manner... manners) {
        return download(manners).withChecksum(Checksum.sha256(SHA_256)).withSize(SIZE);
    }

    private void assertFetched(FetchOptions options, Download download) throws IOException {
        assertEquals(target, Fetcher.of(options).fetch(download));
        assertArrayEquals(FILE, Files.readAllBytes(target));
        assertOnlyTheTarget();
    }

    private void assertOnlyTheTarget() throws IOException {
        try (Stream<Path> left = Files.list(target.getParent())) {
            assertEquals(
                    List.of(FolderLock.FILE, "file.bin"),
                    left.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    private FetchException failure(FetchOptions options, Download download) {
        return assertThrows(FetchException.class, () -> Fetcher.of(options).fetch(download));
    }

    private static void assertSays(FetchException e, Reason reason, String... parts) {
        assertEquals(reason, e.reason(), e.getMessage());
        Stream.of(parts).forEach(part -> assertTrue(e.getMessage().contains(part), e.getMessage()));
    }

    private String lastRange() {
        return server.requests().get(server.requests().size() - 1).headers().get("range");
    }

    @Test
    void bringsAFile() throws IOException {
        assertFetched(QUICK, checked(Manner.good(FILE)));
        assertFetched(QUICK, download(Manner.good(FILE)));
        assertEquals(1, server.requests().size());
    }

    @Test
    void bringsAFileOfUnknownLength() throws IOException {
        assertFetched(QUICK, download(Manner.chunked(FILE)));
    }

    @Test
    void bringsAnEmptyFile() throws IOException {
        Fetcher.of(QUICK).fetch(download(Manner.good(new byte[0])).withSize(0));
        assertEquals(0, Files.size(target));
        assertOnlyTheTarget();
    }

    @Test
    void knowsAFileByItsMd5() throws IOException, NoSuchAlgorithmException {
        String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(FILE));
        assertFetched(QUICK, download(Manner.good(FILE)).withChecksum(Checksum.md5(md5)));
    }

    @Test
    void leavesARightFileAndReplacesAWrongOneOnlyByARightOne() throws IOException {
        Files.createDirectories(target.getParent());
        Files.write(target, OTHER);
        assertSays(failure(QUICK, checked(Manner.status(404))), Reason.REFUSED, "answered 404");
        assertArrayEquals(OTHER, Files.readAllBytes(target));
        assertFetched(QUICK, checked(Manner.good(FILE)));
        assertFetched(QUICK, checked(Manner.status(404)));
        assertEquals(2, server.requests().size());
    }

    @Test
    void resumesWhereAConnectionWasCut() throws IOException {
        assertFetched(QUICK, checked(Manner.cutAt(FILE, MIDDLE), Manner.good(FILE)));
        assertEquals(2, server.requests().size());
        assertEquals("bytes=%d-".formatted(MIDDLE), lastRange());
        assertEquals(Manner.ETAG, server.requests().get(1).headers().get("if-range"));
    }

    @Test
    void cutsThatBringSomethingDoNotCountAgainstTheRetries() throws IOException {
        Manner[] manners = IntStream.rangeClosed(1, 11)
                .mapToObj(i -> i == 11 ? Manner.good(FILE) : Manner.cutAt(FILE, i * SIZE / 11))
                .toArray(Manner[]::new);
        assertFetched(QUICK.withRetries(QUICK.retries().withCount(1)), checked(manners));
        assertEquals(11, server.requests().size());
    }

    @Test
    void resumesWhatAnEarlierRunBegan() throws IOException {
        FetchOptions once = QUICK.withRetries(QUICK.retries().withCount(0));
        assertSays(
                failure(once, checked(Manner.cutAt(FILE, MIDDLE))),
                Reason.NETWORK,
                server.address("/file.bin").toString(),
                "100,000 bytes",
                SHA_256,
                target.toString());
        assertEquals(MIDDLE, Files.size(target.resolveSibling("file.bin.part")));
        assertFetched(once, checked(Manner.good(FILE)));
        assertEquals("bytes=%d-".formatted(MIDDLE), lastRange());
    }

    @Test
    void resumesAStalledConnectionOnANewOne() throws IOException {
        assertFetched(IMPATIENT, checked(Manner.stallAt(FILE, MIDDLE), Manner.good(FILE)));
        assertEquals(
                "bytes=%d-".formatted(MIDDLE),
                server.requests().get(1).headers().get("range"));
        assertTrue(server.connections() > 1);
    }

    @Test
    void givesUpOnAServerThatOnlyStalls() {
        FetchOptions twice = IMPATIENT.withRetries(QUICK.retries().withCount(1));
        assertSays(
                failure(twice, checked(Manner.stallAt(FILE, MIDDLE))),
                Reason.NETWORK,
                "stalled: not a byte for 1000 ms",
                "2 attempts in a row");
        assertEquals(2, server.requests().size());
    }

    @Test
    void givesUpOnAServerThatSaysNothing() {
        FetchOptions once = QUICK.withTimeouts(QUICK.timeouts().withAnswer(SHORT))
                .withRetries(QUICK.retries().withCount(1));
        assertSays(failure(once, checked(Manner.silent())), Reason.NETWORK, "no answer in time", "2 attempts");
    }

    @Test
    void startsOverWhereRangesAreIgnored() throws IOException {
        assertFetched(QUICK, checked(Manner.cutAt(FILE, MIDDLE), Manner.ignoringRanges(FILE)));
        assertEquals("bytes=%d-".formatted(MIDDLE), lastRange());
    }

    @Test
    void givesUpOnAServerThatIgnoresRangesAndAlwaysCuts() {
        Manner cut = (request, out) -> Manner.cutAt(FILE, MIDDLE)
                .answer(new LoopbackServer.Request(request.method(), request.path(), Map.of()), out);
        FetchOptions few = QUICK.withRetries(QUICK.retries().withCount(3));
        assertSays(failure(few, checked(cut)), Reason.NETWORK, "4 attempts in a row");
    }

    @Test
    void startsOverWhereTheFileHasChangedMeanwhile() throws IOException {
        assertFetched(QUICK, download(Manner.cutAt(OTHER, MIDDLE), Manner.good(FILE, "\"v2\"")));
        assertEquals(2, server.requests().size());
    }

    @Test
    void startsOverWhereAServerMixesVersions() throws IOException {
        assertFetched(QUICK, download(Manner.cutAt(OTHER, MIDDLE), Manner.ignoringConditions(FILE, "\"v2\"")));
        assertEquals(3, server.requests().size());
        assertNull(lastRange());
    }

    @Test
    void startsOverWhereAnotherRangeComesThanWasAskedFor() throws IOException {
        assertFetched(
                QUICK, checked(Manner.cutAt(FILE, MIDDLE), Manner.wrongRange(FILE, MIDDLE + 1), Manner.good(FILE)));
        assertNull(lastRange());
    }

    @Test
    void startsOverWithoutVersionOrChecksum() throws IOException {
        assertFetched(QUICK, download(Manner.announcing(FILE, SIZE + 7L), Manner.ignoringRanges(FILE)));
        assertNull(lastRange());
    }

    @Test
    void believesTheBytesOfAServerThatAnnouncesTooMany() throws IOException {
        Download download =
                download(Manner.announcing(FILE, SIZE + 7L), Manner.good(FILE)).withChecksum(Checksum.sha256(SHA_256));
        assertFetched(QUICK, download);
        assertEquals("bytes=%d-".formatted(SIZE), lastRange());
    }

    @Test
    void refusesAnAnnouncedLengthOtherThanExpected() {
        assertSays(
                failure(QUICK, checked(Manner.announcing(FILE, SIZE - 7L))),
                Reason.CONTENT,
                "announces 99993 bytes, expected 100000");
        assertEquals(2, server.requests().size());
        assertFalse(Files.exists(target.resolveSibling("file.bin.part")));
    }

    @Test
    void findsABodyThatIsLongerThanItSays() {
        Download download = download(Manner.announcing(FILE, SIZE - 7L)).withChecksum(Checksum.sha256(SHA_256));
        assertSays(failure(QUICK, download), Reason.CONTENT, "got SHA-256", "expected SHA-256 " + SHA_256);
    }

    @Test
    void findsABodyOfUnknownLengthThatIsLongerThanExpected() {
        Download download = download(Manner.chunked(FILE)).withSize(MIDDLE);
        assertSays(failure(QUICK, download), Reason.CONTENT, "more than the 40000 bytes expected");
    }

    @Test
    void triesWrongBytesOnceAgain() throws IOException {
        assertFetched(QUICK, checked(Manner.good(OTHER), Manner.good(FILE)));
        assertNull(lastRange());
    }

    @Test
    void refusesBytesThatAreWrongTwice() {
        assertSays(
                failure(QUICK, checked(Manner.good(OTHER))),
                Reason.CONTENT,
                server.address("/file.bin").toString(),
                "got SHA-256 " + hash(OTHER),
                "expected SHA-256 " + SHA_256);
        assertEquals(2, server.requests().size());
        assertFalse(Files.exists(target));
        assertFalse(Files.exists(target.resolveSibling("file.bin.part")));
    }

    @Test
    void findsDamageInWhatAnEarlierRunLeft() throws IOException {
        failure(QUICK.withRetries(QUICK.retries().withCount(0)), checked(Manner.cutAt(FILE, MIDDLE)));
        Path part = target.resolveSibling("file.bin.part");
        byte[] damaged = Files.readAllBytes(part);
        damaged[7]++;
        Files.write(part, damaged);
        assertFetched(QUICK, checked(Manner.good(FILE)));
    }

    @Test
    void waitsForAnOverloadedServer() throws IOException {
        List<Duration> pauses = new ArrayList<>();
        FetchListener listener = new FetchListener() {
            @Override
            public void onRetry(URI address, String complaint, Duration pause) {
                pauses.add(pause);
                assertTrue(complaint.matches("the server answered (503|429).*"), complaint);
            }
        };
        FetchOptions options = QUICK.withListener(listener)
                .withRetries(QUICK.retries().withPauses(Duration.ofMillis(4), Duration.ofMillis(50)));
        assertFetched(options, checked(Manner.status(503), Manner.status(429, "Retry-After: 1"), Manner.good(FILE)));
        assertEquals(2, pauses.size());
        assertTrue(pauses.get(0).toMillis() < 4, pauses.toString());
        assertEquals(Duration.ofMillis(50), pauses.get(1));
    }

    @Test
    void doesNotAskAgainWhatIsRefusedForGood() {
        Manner missing = Manner.status(404, "X-Error-Message: Entry not found");
        assertSays(failure(QUICK, checked(missing)), Reason.REFUSED, "answered 404 (Entry not found), expected 200");
        assertEquals(1, server.requests().size());
    }

    @Test
    void saysThatNobodyListens() {
        Download download = checked(Manner.good(FILE));
        server.close();
        assertSays(failure(QUICK, download), Reason.NETWORK, "7 attempts", "get " + download.address());
    }

    @Test
    void followsRedirects() throws IOException {
        server.serve("/b", Manner.redirect("c"));
        server.serve("/c", Manner.good(FILE));
        assertFetched(QUICK, checked(Manner.redirect("/b")));
        assertEquals(1, server.connections());
    }

    @Test
    void refusesEndlessRedirects() {
        assertSays(
                failure(QUICK.withRedirects(3), checked(Manner.redirect("/file.bin"))),
                Reason.REFUSED,
                "redirected 4 times",
                "at most 3 redirects");
        assertEquals(4, server.requests().size());
    }

    @Test
    void refusesToLeaveTheWeb() {
        assertSays(
                failure(QUICK, checked(Manner.redirect("file:///etc/passwd"))),
                Reason.REFUSED,
                "file:///etc/passwd",
                "expected an http or https address");
        assertSays(failure(QUICK, checked(Manner.redirect("http://[oops"))), Reason.REFUSED, "is no address");
    }

    @Test
    void tellsATokenToNoOtherHost() throws IOException {
        server.serve("/back", Manner.redirect(server.address("/c").toString()));
        server.serve("/c", Manner.good(FILE));
        Download download = checked(Manner.redirect("/here")).withHeader("Authorization", "Bearer secret");
        server.serve("/here", Manner.redirect(server.otherName("/back").toString()));
        assertFetched(QUICK, download);
        assertEquals(
                List.of("/file.bin secret", "/here secret", "/back nothing", "/c nothing"),
                server.requests().stream()
                        .map(request -> request.path() + " "
                                + request.headers()
                                        .getOrDefault("authorization", "Bearer nothing")
                                        .substring(7))
                        .toList());
        assertFalse(download.toString().contains("secret"), download.toString());
    }

    @Test
    void asksAMirrorWithoutTheToken() throws IOException {
        String mirror = server.otherName("/").toString();
        server.serve("/a/file.bin", Manner.good(FILE));
        FetchOptions options = QUICK.withMirrors(
                Mirrors.parse("https://example.org/=%s,https://example.org/x/=%sa/".formatted(mirror, mirror)));
        assertFetched(
                options,
                Download.of(URI.create("https://example.org/x/file.bin"), target)
                        .withHeader("Authorization", "Bearer secret"));
        assertNull(server.requests().get(0).headers().get("authorization"));
    }

    @Test
    void asksAProxyForTheWholeAddress() throws IOException {
        server.serve("http://example.org/file.bin", Manner.good(FILE));
        assertFetched(
                QUICK.withProxy(server.address("")), Download.of(URI.create("http://example.org/file.bin"), target));
    }

    @Test
    void saysOfflineWhatToGetAndWhereToPutIt() throws IOException {
        Download download = checked(Manner.good(FILE));
        FetchOptions offline = QUICK.withOffline(true);
        assertSays(
                failure(offline, download),
                Reason.OFFLINE,
                "get %s (100,000 bytes, SHA-256 %s) and put it at %s".formatted(download.address(), SHA_256, target));
        assertEquals(List.of(), server.requests());
        assertFetched(QUICK, download);
        assertFetched(offline, download);
    }

    @Test
    void saysThatAFolderCannotBeMade() throws IOException {
        Files.write(target.getParent(), FILE);
        assertSays(
                failure(QUICK, checked(Manner.good(FILE))),
                Reason.STORAGE,
                "cannot create the folder " + target.getParent());
    }

    @Test
    void saysThatADiskIsTooSmallBeforeItIsFull() {
        long tooMany = Long.MAX_VALUE / 2;
        assertSays(
                failure(QUICK, download(Manner.announcing(FILE, tooMany))),
                Reason.STORAGE,
                "the disk of " + target.getParent(),
                "bytes free, expected room for 4,611,686,018,427,387,903 more");
        assertEquals(1, server.requests().size());
    }

    @Test
    void bringsManyFilesOverFewConnections() throws IOException {
        List<Download> downloads = IntStream.range(0, 60)
                .mapToObj(i -> Download.of(
                        server.serve("/" + i, i == 30 ? Manner.status(404) : Manner.good(bytes(100 + i, i))),
                        folder.resolve("many").resolve(i + ".bin")))
                .toList();
        List<Fetched> fetched = Fetcher.of(QUICK.withParallel(3)).fetchAll(downloads);
        for (int i = 0; i < downloads.size(); i++) {
            assertEquals(downloads.get(i), fetched.get(i).download());
            assertEquals(i == 30, fetched.get(i).failure().isPresent());
            if (i != 30) {
                assertArrayEquals(
                        bytes(100 + i, i), Files.readAllBytes(downloads.get(i).target()));
            }
        }
        assertTrue(server.connections() <= 4, "connections: " + server.connections());
    }

    @Test
    void stopsAllWhereNothingCanBeWritten() throws IOException {
        Files.write(target.getParent(), FILE);
        List<Download> downloads = IntStream.range(0, 10)
                .mapToObj(i -> Download.of(server.serve("/" + i, Manner.good(FILE)), target.resolveSibling(i + ".bin")))
                .toList();
        List<Fetched> fetched = Fetcher.of(QUICK.withParallel(1)).fetchAll(downloads);
        assertEquals(
                List.of(Reason.STORAGE),
                fetched.stream()
                        .map(one -> one.failure().orElseThrow().reason())
                        .distinct()
                        .toList());
        assertEquals(List.of(), server.requests());
        assertFalse(fetched.get(9).asked());
    }

    @Test
    void manyThreadsAfterOneFileFetchItOnce() throws IOException {
        List<Download> downloads = new ArrayList<>();
        Download download = checked(Manner.slow(FILE, SIZE / 10, 10, new LongAdder()));
        IntStream.range(0, 8).forEach(i -> downloads.add(download));
        List<Fetched> fetched = Fetcher.of(QUICK.withParallel(8)).fetchAll(downloads);
        assertEquals(1, fetched.stream().filter(Fetched::asked).count());
        assertTrue(fetched.stream().allMatch(one -> one.failure().isEmpty()));
        assertEquals(1, server.requests().size());
        assertFetched(QUICK, download);
    }

    @Test
    void reportsBytesTotalAndRate() throws IOException {
        ConcurrentLinkedQueue<FetchProgress> seen = new ConcurrentLinkedQueue<>();
        FetchListener listener = new FetchListener() {
            @Override
            public void onProgress(FetchProgress progress) {
                seen.add(progress);
            }
        };
        assertFetched(QUICK.withListener(listener), checked(Manner.cutAt(FILE, MIDDLE), Manner.good(FILE)));
        List<FetchProgress> all = List.copyOf(seen);
        assertTrue(all.stream().anyMatch(progress -> progress.bytes() == MIDDLE), "where the connection ended");
        assertEquals(SIZE, all.get(all.size() - 1).bytes());
        assertTrue(all.stream().allMatch(progress -> progress.total().getAsLong() == SIZE));
        assertTrue(all.get(all.size() - 1).bytesPerSecond() > 0);
    }

    @Test
    void anInterruptEndsAFetchAndKeepsItsBytes() throws IOException, InterruptedException {
        List<FetchException> failures = new ArrayList<>();
        Download download = checked(Manner.stallAt(FILE, MIDDLE));
        Path part = target.resolveSibling("file.bin.part");
        Thread thread = new Thread(() -> failures.add(failure(QUICK, download)));
        thread.start();
        while (!Files.exists(part) || Files.size(part) < MIDDLE) {
            Thread.sleep(5);
        }
        thread.interrupt();
        thread.join(PATIENT.toMillis());
        assertSays(failures.get(0), Reason.INTERRUPTED, "was interrupted");
        assertEquals(MIDDLE, Files.size(part));
    }

    @Test
    void asksForHeadsWithinOneHost() {
        URI address = server.serve("/h", Manner.status(503), Manner.redirect("/i"));
        server.serve("/i", Manner.status(302, "Location: " + server.otherName("/j"), "X-Linked-Size: 7"));
        Answer answer = Fetcher.of(QUICK).head(address, Map.of("Authorization", "Bearer secret"));
        assertEquals(302, answer.status());
        assertEquals(7, answer.headers().firstValueAsLong("x-linked-size").getAsLong());
        assertEquals(
                404,
                Fetcher.of(QUICK).head(server.address("/nothing"), Map.of()).status());
        FetchException e = assertThrows(
                FetchException.class, () -> Fetcher.of(QUICK.withOffline(true)).head(address, Map.of()));
        assertSays(e, Reason.OFFLINE, "the network is not to be asked");
    }
}
