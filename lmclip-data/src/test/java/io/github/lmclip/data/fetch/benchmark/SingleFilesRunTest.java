package io.github.lmclip.data.fetch.benchmark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.fetch.Checksum;
import io.github.lmclip.data.fetch.FetchException;
import io.github.lmclip.data.fetch.FetchException.Reason;
import io.github.lmclip.data.fetch.FetchOptions;
import io.github.lmclip.data.fetch.FileCheck;
import io.github.lmclip.data.fetch.LoopbackServer;
import io.github.lmclip.data.fetch.Manner;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images one by one, from servers of every kind. */
class SingleFilesRunTest {

    private static final int FILES = 40;
    private static final String ODD = "images/7.jpg";

    @TempDir
    Path temporary;

    private LoopbackServer server;
    private FetchFolder folder;

    @BeforeEach
    void start() {
        server = new LoopbackServer();
        folder = new FetchFolder(temporary.resolve("coco"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] photo(int i) {
        return Photo.jpeg(20 + i, i);
    }

    /** Serves files, one of them oddly. */
    private SingleFiles images(Manner... odd) {
        List<RemoteFile> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            String path = "images/%d.jpg".formatted(i);
            Manner[] manners = path.equals(ODD) && odd.length > 0 ? odd : new Manner[] {Manner.good(photo(i))};
            files.add(RemoteFile.of(path, server.serve("/" + path, manners)));
        }
        return new SingleFiles("photos", server.address("/").toString(), files, 1_000, new DecodedPicture());
    }

    private void assertComplete() throws IOException {
        for (int i = 0; i < FILES; i++) {
            assertArrayEquals(photo(i), Files.readAllBytes(folder.path().resolve("images/" + i + ".jpg")));
        }
        assertEquals(FILES + 1, folder.files().size());
        assertEquals(FILES, Manifest.read(folder.path()).entries().size());
        assertEquals(List.of(), Manifest.read(folder.path()).verify(folder.path()));
    }

    private void assertOneMissing(FetchException e, Reason reason, String complaint) {
        assertEquals(reason, e.reason(), e.getMessage());
        assertTrue(
                e.getMessage().startsWith("photos: 1 of 40 files are missing, the same command goes on; the first: "),
                e.getMessage());
        assertTrue(e.getMessage().contains(complaint), e.getMessage());
        assertEquals(FILES - 1, Manifest.read(folder.path()).entries().size());
        assertEquals(FILES - 1 + 1, folder.files().size());
    }

    @Test
    void bringsAllOverFewConnectionsAndThenNone() throws IOException {
        List<BenchmarkProgress> seen = Collections.synchronizedList(new ArrayList<>());
        BenchmarkListener listener = new BenchmarkListener() {
            @Override
            public void onProgress(BenchmarkProgress progress) {
                seen.add(progress);
            }
        };
        FetchOptions three = FetchFolder.QUICK.withParallel(3);
        BenchmarkReport report = new FolderFetch(folder.path(), three, listener).run(List.of(images()));
        long bytes = IntStream.range(0, FILES).mapToLong(i -> photo(i).length).sum();
        assertEquals(new BenchmarkReport(FILES, 0, bytes), report);
        assertComplete();
        assertTrue(server.connections() <= 4, "connections: " + server.connections());
        assertEquals(new BenchmarkProgress("photos", FILES, FILES, bytes, bytes), seen.get(FILES - 1));
        assertEquals(new BenchmarkReport(FILES, FILES, bytes), folder.fetch(images(Manner.silent())));
        assertEquals(FILES, server.requests().size());
    }

    @Test
    void aDamagedPictureDoesNotCount() throws IOException {
        byte[] half = Arrays.copyOf(photo(7), photo(7).length / 2);
        assertOneMissing(
                folder.failure(FetchFolder.QUICK, images(Manner.good(half))), Reason.CONTENT, "images/7.jpg.part");
        byte[] page = "<html>Moved</html>".getBytes(StandardCharsets.UTF_8);
        assertOneMissing(
                folder.failure(FetchFolder.QUICK, images(Manner.good(page))), Reason.CONTENT, "expected a picture");
        folder.fetch(images(Manner.good(half), Manner.good(photo(7))));
        assertComplete();
    }

    @Test
    void oneThatTheServerRefusesDoesNotKeepTheOthers() throws IOException {
        assertOneMissing(folder.failure(FetchFolder.QUICK, images(Manner.status(404))), Reason.REFUSED, "404");
        folder.fetch(images());
        assertComplete();
        assertEquals(FILES + 1, server.requests().size());
    }

    @Test
    void whatOneOriginDoesNotGiveKeepsNoOtherFromBeingAsked() {
        byte[] file = photo(50);
        SingleFiles others = new SingleFiles(
                "others",
                server.address("/").toString(),
                List.of(
                        RemoteFile.of("others/1.jpg", server.serve("/others/1.jpg", Manner.good(file))),
                        RemoteFile.of("others/2.jpg", server.address("/others/2.jpg"))),
                1_000,
                new DecodedPicture());
        FetchException e = folder.failure(FetchFolder.QUICK, images(Manner.status(404)), others);
        List<String> lines = e.getMessage().lines().toList();
        assertEquals(2, lines.size(), e.getMessage());
        assertTrue(lines.get(0).startsWith("photos: 1 of 40 files"), e.getMessage());
        assertTrue(lines.get(1).startsWith("others: 1 of 2 files"), e.getMessage());
        assertTrue(folder.files().contains("others/1.jpg"));
    }

    @Test
    void triesAgainWhatIsCutOrStallsOrIsBusy() throws IOException {
        byte[] file = photo(7);
        folder.fetch(
                FetchFolder.IMPATIENT,
                images(
                        Manner.status(503),
                        Manner.cutAt(file, 100),
                        Manner.stallAt(file, 200),
                        Manner.status(500),
                        Manner.good(file)));
        assertComplete();
    }

    @Test
    void stopsSoonWhereNoServerListens() {
        server.close();
        FetchOptions alone = FetchFolder.QUICK.withParallel(1);
        FetchException e = folder.failure(alone, images());
        assertEquals(Reason.NETWORK, e.reason());
        assertTrue(e.getMessage().startsWith("photos: 40 of 40 files are missing"), e.getMessage());
        assertEquals(List.of(), folder.files());
    }

    @Test
    void saysOfflineWhatIsMissing() {
        FetchException e = folder.failure(FetchFolder.QUICK.withOffline(true), images());
        assertEquals(Reason.OFFLINE, e.reason());
        assertTrue(e.getMessage().contains("40 of 40 files are missing"), e.getMessage());
        assertEquals(List.of(), server.requests());
    }

    @Test
    void bringsBackWhatWasFetchedFirstAndNothingElse() throws IOException {
        folder.fetch(images());
        Files.write(folder.path().resolve(ODD), photo(8));
        folder.fetch(images());
        assertComplete();
        Files.write(folder.path().resolve(ODD), photo(8));
        FetchException e = folder.failure(FetchFolder.QUICK, images(Manner.good(photo(9))));
        assertTrue(e.getMessage().contains("expected"), e.getMessage());
        assertEquals(Reason.CONTENT, e.reason());
        assertArrayEquals(photo(8), Files.readAllBytes(folder.path().resolve(ODD)));
        List<String> complaints = Manifest.read(folder.path()).verify(folder.path());
        assertEquals(1, complaints.size());
        assertTrue(
                complaints.get(0).contains("7.jpg: %d bytes with SHA-256".formatted(photo(8).length)),
                complaints.get(0));
    }

    @Test
    void takesAFileThatSomebodyPutThereIfItDecodes() throws IOException {
        Files.createDirectories(folder.path().resolve("images"));
        Files.write(folder.path().resolve(ODD), photo(7));
        Files.write(folder.path().resolve("images/8.jpg"), Arrays.copyOf(photo(8), 300));
        BenchmarkReport report = folder.fetch(images(Manner.silent()));
        assertEquals(1, report.before());
        assertComplete();
    }

    @Test
    void goesOnAfterALineOfTheManifestThatWasCutOff() throws IOException {
        folder.fetch(images());
        Path manifest = folder.path().resolve(Manifest.FILE);
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.substring(0, text.length() - 50));
        Files.writeString(folder.path().resolve("manifest.jsonl.new"), "{");
        folder.fetch(images(Manner.silent()));
        assertEquals(text, Files.readString(manifest));
        assertComplete();
    }

    @Test
    void knowsCaptionsByTheirPublishedHash() throws IOException {
        byte[] captions = "images/1.jpg a cat\n".getBytes(StandardCharsets.UTF_8);
        URI address = server.serve("/captions.txt", Manner.good(photo(1)), Manner.good(captions));
        RemoteFile file = new RemoteFile(
                "captions.txt",
                address,
                Optional.of(Checksum.sha256(Photo.hash("SHA-256", captions))),
                OptionalLong.of(captions.length));
        SingleFiles origin =
                new SingleFiles("captions", address.toString(), List.of(file), captions.length, FileCheck.NONE);
        folder.fetch(origin);
        assertArrayEquals(captions, Files.readAllBytes(folder.path().resolve("captions.txt")));
        assertEquals(2, server.requests().size());
    }
}
