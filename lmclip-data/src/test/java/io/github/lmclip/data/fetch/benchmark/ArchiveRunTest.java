package io.github.lmclip.data.fetch.benchmark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.fetch.FetchException;
import io.github.lmclip.data.fetch.FetchException.Reason;
import io.github.lmclip.data.fetch.FetchOptions;
import io.github.lmclip.data.fetch.LoopbackServer;
import io.github.lmclip.data.fetch.Manner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Archives as they are published, and as they should not be. */
class ArchiveRunTest {

    private static final String FOLDER = "kit/JPEGImages/";
    private static final List<String> LISTED = List.of(FOLDER + "b.jpg", FOLDER + "a.jpg");
    private static final byte[] A = Photo.jpeg(40, 1);
    private static final byte[] B = Photo.jpeg(40, 2);
    private static final byte[] OTHER = bytes(70_000);

    @TempDir
    Path temporary;

    private LoopbackServer server;
    private FetchFolder folder;

    @BeforeEach
    void start() {
        server = new LoopbackServer();
        folder = new FetchFolder(temporary.resolve("voc"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(3).nextBytes(bytes);
        return bytes;
    }

    private static Tar some() {
        return new Tar()
                .folder("kit/")
                .folder(FOLDER)
                .file("kit/notes.bin", OTHER)
                .file(FOLDER + "a.jpg", A);
    }

    private static byte[] whole() {
        return some().file(FOLDER + "c.jpg", OTHER).file(FOLDER + "b.jpg", B).bytes();
    }

    private TarArchive published(byte[] archive, Manner... manners) {
        return Tar.published(server.serve("/kit.tar", manners), archive, LISTED);
    }

    private void assertComplete() throws IOException {
        assertEquals(List.of(FOLDER + "a.jpg", FOLDER + "b.jpg", Manifest.FILE), folder.files());
        assertArrayEquals(A, Files.readAllBytes(folder.path().resolve(FOLDER + "a.jpg")));
        assertArrayEquals(B, Files.readAllBytes(folder.path().resolve(FOLDER + "b.jpg")));
        assertEquals(List.of(), Manifest.read(folder.path()).verify(folder.path()));
        assertEquals(2, Manifest.read(folder.path()).entries().size());
    }

    private void assertNothingCounts() {
        assertEquals(List.of(), folder.files());
    }

    private List<String> ranges() {
        return server.requests().stream()
                .flatMap(request -> Stream.ofNullable(request.headers().get("range")))
                .toList();
    }

    private void assertRefused(byte[] archive, Reason reason, String... parts) {
        FetchException e = folder.failure(FetchFolder.IMPATIENT, published(archive, Manner.good(archive)));
        assertEquals(reason, e.reason(), e.getMessage());
        Stream.of(parts).forEach(part -> assertTrue(e.getMessage().contains(part), e.getMessage()));
        assertNothingCounts();
        assertEquals(List.of("voc"), Arrays.asList(temporary.toFile().list()));
    }

    @Test
    void keepsTheListedFilesAlone() throws IOException {
        byte[] archive = whole();
        BenchmarkReport report = folder.fetch(published(archive, Manner.good(archive)));
        assertEquals(new BenchmarkReport(2, 0, A.length + B.length), report);
        assertComplete();
        assertEquals(new BenchmarkReport(2, 2, report.bytes()), folder.fetch(published(archive, Manner.silent())));
        assertEquals(1, server.requests().size());
        ManifestEntry entry =
                Manifest.read(folder.path()).entry(FOLDER + "a.jpg").orElseThrow();
        assertEquals(
                new ManifestEntry(FOLDER + "a.jpg", server.address("/kit.tar"), A.length, Photo.hash("SHA-256", A)),
                entry);
    }

    @Test
    void goesOnAfterTheLastWholeEntryWhereAConnectionBreaks() throws IOException {
        byte[] archive = whole();
        int second = archive.length - 12_000;
        folder.fetch(
                FetchFolder.IMPATIENT,
                published(
                        archive,
                        Manner.cutAt(archive, 30_000),
                        Manner.cutAt(archive, 80_000),
                        Manner.stallAt(archive, second),
                        Manner.good(archive)));
        assertComplete();
        assertTrue(ranges().size() >= 3, ranges().toString());
        for (String range : ranges()) {
            long from = Long.parseLong(range.substring("bytes=".length(), range.length() - 1));
            assertTrue(from > 0 && from % TarReader.BLOCK == 0, range);
        }
    }

    @Test
    void passesOverWhatComesAgainWhereRangesAreIgnored() throws IOException {
        byte[] archive = whole();
        folder.fetch(published(archive, Manner.cutAt(archive, 90_000), Manner.ignoringRanges(archive)));
        assertComplete();
        assertEquals(1, ranges().size());
    }

    @Test
    void goesOnInALaterRun() throws IOException {
        byte[] archive = whole();
        Manner[] cuts = {Manner.cutAt(archive, 90_000), Manner.status(404)};
        FetchException e = folder.failure(FetchFolder.QUICK, published(archive, cuts));
        assertEquals(Reason.REFUSED, e.reason(), e.getMessage());
        long left = new FolderFetch(folder.path(), FetchFolder.QUICK, BenchmarkListener.NOBODY)
                .plan(List.of(published(archive, Manner.silent())))
                .get(0)
                .bytes();
        assertTrue(left < archive.length - 70_000, "left " + left);
        folder.fetch(published(archive, Manner.good(archive)));
        assertComplete();
        assertEquals("bytes=%d-".formatted(archive.length - left), ranges().get(ranges().size() - 1));
    }

    @Test
    void tellsAnArchiveByItsMd5BeforeAnythingCounts() {
        byte[] archive = whole();
        byte[] damaged = archive.clone();
        damaged[1_500 + 512] ^= 1;
        TarArchive published = published(archive, Manner.good(damaged));
        FetchException e = folder.failure(FetchFolder.QUICK, published);
        assertEquals(Reason.CONTENT, e.reason());
        assertTrue(e.getMessage().contains("kit.tar is not the archive expected: got MD5 "), e.getMessage());
        assertTrue(e.getMessage().contains(published.md5().hex()), e.getMessage());
        assertEquals(2, server.requests().size());
        assertNothingCounts();
    }

    @Test
    void takesTheRightArchiveAfterAWrongOne() throws IOException {
        byte[] archive = whole();
        byte[] damaged = archive.clone();
        damaged[archive.length - 1] ^= 1;
        folder.fetch(published(archive, Manner.good(damaged), Manner.good(archive)));
        assertComplete();
    }

    @Test
    void refusesAnotherSize() {
        byte[] archive = whole();
        TarArchive published = published(archive, Manner.good(Arrays.copyOf(archive, archive.length - 512)));
        FetchException e = folder.failure(FetchFolder.QUICK, published);
        assertTrue(
                e.getMessage()
                        .contains("announces %d bytes, expected %d".formatted(archive.length - 512, archive.length)),
                e.getMessage());
        assertNothingCounts();
    }

    @Test
    void refusesWhatIsNoArchive() {
        byte[] page = "<html>Moved</html>".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        assertRefused(Arrays.copyOf(page, 17_920), Reason.CONTENT, "byte 0 begins no entry of a tar archive");
        assertRefused(bytes(17_920), Reason.CONTENT, "byte 0 begins no entry of a tar archive");
        assertRefused(bytes(1_000), Reason.CONTENT, "begins no entry");
    }

    @Test
    void refusesAnArchiveThatEndsInAnEntry() {
        byte[] archive = some().file(FOLDER + "b.jpg", B).bytes();
        assertRefused(Arrays.copyOf(archive, 60_928), Reason.CONTENT, "begins no entry");
        assertRefused(Arrays.copyOf(archive, 1_024), Reason.CONTENT, "has no kit/JPEGImages/a.jpg");
        assertRefused(Arrays.copyOf(archive, 1_100), Reason.CONTENT, "it ends after 1100 bytes, expected 1100");
    }

    @Test
    void refusesAnArchiveWithoutAListedFile() {
        assertRefused(some().bytes(), Reason.CONTENT, "has no kit/JPEGImages/b.jpg, nor 0 more of the 2 files");
    }

    @Test
    void writesNothingOutsideWhateverEntriesAreCalled() throws IOException {
        Tar tar = some();
        for (String name : List.of(
                "../escaped.jpg",
                "../../escaped.jpg",
                "kit/../../escaped.jpg",
                FOLDER + "../../../escaped.jpg",
                temporary + "/escaped.jpg",
                "/escaped.jpg",
                "..\\escaped.jpg",
                "C:\\escaped.jpg",
                "kit/JPEGImages/b.jpg/.",
                "x".repeat(5_000) + "/escaped.jpg")) {
            tar.file(name, A);
        }
        byte[] archive = tar.file("./" + FOLDER + "b.jpg", B).bytes();
        folder.fetch(published(archive, Manner.good(archive)));
        assertComplete();
        assertEquals(List.of("voc"), Arrays.asList(temporary.toFile().list()));
    }

    @Test
    void followsNoLinkOfAnArchive() throws IOException {
        Path secret = Files.write(temporary.resolve("secret"), A);
        byte[] archive = some().link("kit/JPEGImages/x", TarConstants.LF_SYMLINK, temporary.toString())
                .file("kit/JPEGImages/x/escaped.jpg", A)
                .link("kit", TarConstants.LF_SYMLINK, temporary.toString())
                .link("hard", TarConstants.LF_LINK, secret.toString())
                .file(FOLDER + "b.jpg", B)
                .bytes();
        folder.fetch(published(archive, Manner.good(archive)));
        assertComplete();
        Files.delete(secret);
        assertEquals(List.of("voc"), Arrays.asList(temporary.toFile().list()));
    }

    @Test
    void refusesAListedNameThatIsNoPlainFile() {
        for (byte kind : new byte[] {TarConstants.LF_SYMLINK, TarConstants.LF_LINK}) {
            byte[] archive = some().link(FOLDER + "b.jpg", kind, "/etc/passwd").bytes();
            assertRefused(archive, Reason.CONTENT, "kit/JPEGImages/b.jpg is no plain file there");
        }
        for (byte kind : new byte[] {TarConstants.LF_CHR, TarConstants.LF_FIFO, TarConstants.LF_GNUTYPE_SPARSE}) {
            byte[] archive = some().entry(FOLDER + "b.jpg", kind, B).bytes();
            assertRefused(archive, Reason.CONTENT, "kit/JPEGImages/b.jpg is no plain file there");
        }
    }

    /** A header may claim any size: what is more than the archive has left, or than a photo has, takes no memory. */
    @Test
    void refusesBombs() {
        byte[] archive = some().file(FOLDER + "b.jpg", B).bytes();
        byte[] claim = claiming(archive, FOLDER + "b.jpg", 7_777_777_777L);
        assertRefused(claim, Reason.CONTENT, "begins no entry of a tar archive");
        byte[] long1 = claiming(some().file("kit/other.jpg", B).bytes(), "kit/other.jpg", 7_777_777_777L);
        assertRefused(long1, Reason.CONTENT, "begins no entry of a tar archive");
        byte[] large = some().file(FOLDER + "b.jpg", new byte[TarReader.MOST_BYTES + 1])
                .bytes();
        assertRefused(large, Reason.CONTENT, "has 67,108,865 bytes, expected at most 67,108,864");
    }

    /** Rewrites the size of an entry, and the sum of its header. */
    private static byte[] claiming(byte[] archive, String name, long size) {
        byte[] changed = archive.clone();
        int at = new String(changed, StandardCharsets.ISO_8859_1).indexOf(name + "\0");
        byte[] digits = "%011o ".formatted(size).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, changed, at + 124, 12);
        Arrays.fill(changed, at + 148, at + 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += changed[at + i] & 0xff;
        }
        System.arraycopy("%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII), 0, changed, at + 148, 8);
        return changed;
    }

    @Test
    void readsPastLongNamesOfEitherKind() throws IOException {
        for (int kind : new int[] {TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.LONGFILE_POSIX}) {
            byte[] archive = new Tar(kind)
                    .file("n".repeat(3_000), OTHER)
                    .file(FOLDER + "a.jpg", A)
                    .file(FOLDER + "b.jpg", B)
                    .bytes();
            folder = new FetchFolder(temporary.resolve("kind" + kind));
            folder.fetch(published(archive, Manner.good(archive)));
            assertComplete();
        }
    }

    @Test
    void refusesPicturesThatDoNotDecode() {
        byte[] half = Arrays.copyOf(B, B.length / 2);
        assertRefused(some().file(FOLDER + "b.jpg", half).bytes(), Reason.CONTENT, "b.jpg");
        assertRefused(some().file(FOLDER + "b.jpg", new byte[0]).bytes(), Reason.CONTENT, "b.jpg: 0 bytes");
    }

    @Test
    void readsAnArchiveThatLiesInTheFolder() throws IOException {
        byte[] archive = whole();
        TarArchive published = published(archive, Manner.silent());
        FetchOptions offline = FetchFolder.QUICK.withOffline(true);
        FetchException e = folder.failure(offline, published);
        assertEquals(Reason.OFFLINE, e.reason());
        assertTrue(e.getMessage().contains("put it at " + folder.path().resolve("kit.tar")), e.getMessage());
        Files.write(folder.path().resolve("kit.tar"), archive);
        folder.fetch(offline, published);
        Files.delete(folder.path().resolve("kit.tar"));
        assertComplete();
        assertEquals(List.of(), server.requests());
    }

    @Test
    void saysThatTheArchiveInTheFolderIsAnotherOne() throws IOException {
        byte[] archive = whole();
        byte[] damaged = archive.clone();
        damaged[archive.length - 1] ^= 1;
        Files.createDirectories(folder.path());
        Files.write(folder.path().resolve("kit.tar"), damaged);
        FetchException e = folder.failure(FetchFolder.QUICK, published(archive, Manner.silent()));
        assertTrue(e.getMessage().contains("kit.tar: kit.tar is not the archive expected: got MD5"), e.getMessage());
        assertTrue(e.getMessage().contains("; remove it"), e.getMessage());
        assertFalse(Files.exists(folder.path().resolve("kit")));
    }

    @Test
    void replacesAFileThatIsAnotherThanTheManifestSays() throws IOException {
        byte[] archive = whole();
        folder.fetch(published(archive, Manner.good(archive)));
        Files.write(folder.path().resolve(LISTED.get(0)), A);
        BenchmarkReport report = folder.fetch(published(archive, Manner.good(archive)));
        assertEquals(1, report.before());
        assertComplete();
    }

    @Test
    void keepsFilesThatSomebodyUnpackedBefore() throws IOException {
        byte[] archive = whole();
        Files.createDirectories(folder.path().resolve(FOLDER));
        Files.write(folder.path().resolve(FOLDER + "a.jpg"), A);
        Files.write(folder.path().resolve(FOLDER + "b.jpg"), B);
        assertEquals(2, folder.fetch(published(archive, Manner.silent())).before());
        assertComplete();
        assertEquals(List.of(), server.requests());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void refusesAFolderThatIsElsewhereInTruth() throws IOException {
        byte[] archive = whole();
        Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
        Files.createDirectories(folder.path());
        Files.createSymbolicLink(folder.path().resolve("kit"), elsewhere);
        FetchException e = folder.failure(FetchFolder.QUICK, published(archive, Manner.good(archive)));
        assertEquals(Reason.STORAGE, e.reason());
        assertTrue(e.getMessage().contains("behind a symbolic link, expected it to be inside"), e.getMessage());
        assertEquals(0, elsewhere.toFile().list().length);
    }

    @Test
    void beginsAnewWhereTheNoteOrItsFilesAreDamaged() throws IOException {
        byte[] archive = whole();
        folder.failure(FetchFolder.QUICK, published(archive, Manner.cutAt(archive, 90_000), Manner.status(404)));
        Path staging = folder.path().resolve(Staging.FOLDER).resolve("kit.tar");
        Files.delete(staging.resolve(FOLDER + "a.jpg"));
        folder.fetch(published(archive, Manner.good(archive)));
        assertComplete();
        Files.delete(folder.path().resolve(LISTED.get(0)));
        Files.createDirectories(staging);
        Files.writeString(staging.resolve("position"), "http://127.0.0.1/kit.tar\n77\n");
        folder.fetch(published(archive, Manner.good(archive)));
        assertComplete();
    }
}
