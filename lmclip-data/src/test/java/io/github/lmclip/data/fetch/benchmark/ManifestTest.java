package io.github.lmclip.data.fetch.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.DatasetException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {

    private static final URI ADDRESS = URI.create("http://example.org/a.jpg");
    private static final byte[] CONTENT = {1, 2, 3};
    private static final String HASH = Photo.hash("SHA-256", CONTENT);

    @TempDir
    Path folder;

    private Manifest written(ManifestEntry... entries) throws IOException {
        StringBuilder text = new StringBuilder();
        for (ManifestEntry entry : entries) {
            text.append(entry.json()).append('\n');
        }
        Files.writeString(folder.resolve(Manifest.FILE), text);
        return Manifest.read(folder);
    }

    @Test
    void aFolderWithoutOneHasNothing() {
        assertEquals(0, Manifest.read(folder).entries().size());
    }

    @Test
    void readsItsOwnLines() throws IOException {
        ManifestEntry odd = new ManifestEntry("bilder/żaba \"1\".jpg", ADDRESS, 3, HASH);
        ManifestEntry plain = new ManifestEntry("a.jpg", ADDRESS, 3, HASH);
        Manifest manifest = written(odd, plain);
        assertEquals(
                List.of("a.jpg", "bilder/żaba \"1\".jpg"),
                List.copyOf(manifest.entries().keySet()));
        assertEquals(odd, manifest.entry(odd.path()).orElseThrow());
        assertTrue(manifest.entry("b.jpg").isEmpty());
    }

    @Test
    void tellsWhatIsMissingOrAnother() throws IOException {
        Manifest manifest = written(
                new ManifestEntry("gone.jpg", ADDRESS, 3, HASH),
                new ManifestEntry("longer.jpg", ADDRESS, 3, HASH),
                new ManifestEntry("other.jpg", ADDRESS, 3, HASH),
                new ManifestEntry("same.jpg", ADDRESS, 3, HASH));
        Files.write(folder.resolve("longer.jpg"), new byte[4]);
        Files.write(folder.resolve("other.jpg"), new byte[3]);
        Files.write(folder.resolve("same.jpg"), CONTENT);
        List<String> complaints = manifest.verify(folder);
        assertEquals(3, complaints.size());
        assertEquals(
                "%s: no such file, expected the one fetched from %s".formatted(folder.resolve("gone.jpg"), ADDRESS),
                complaints.get(0));
        assertTrue(complaints.get(1).contains("longer.jpg: 4 bytes with SHA-256 "), complaints.get(1));
        assertTrue(
                complaints.get(2).endsWith("expected 3 with %s as first fetched from %s".formatted(HASH, ADDRESS)),
                complaints.get(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "[]",
                "7",
                "null",
                "{}",
                "{\"path\":\"a\",\"address\":\"http://a/\",\"bytes\":1}",
                "{\"path\":\"a\",\"address\":\"http://a/\",\"bytes\":\"x\",\"sha256\":\"\"}",
                "{\"path\":\"a\",\"address\":\"::\",\"bytes\":1,\"sha256\":\"\"}",
                "{\"path\":null,\"address\":\"http://a/\",\"bytes\":1,\"sha256\":\"\"}",
                "{\"path\":{},\"address\":\"http://a/\",\"bytes\":1,\"sha256\":\"\"}"
            })
    void refusesBrokenLinesWithTheirPlace(String line) throws IOException {
        Files.writeString(
                folder.resolve(Manifest.FILE), new ManifestEntry("a", ADDRESS, 3, HASH).json() + "\n" + line + "\n");
        String message = assertThrows(DatasetException.class, () -> Manifest.read(folder))
                .getMessage();
        assertTrue(message.startsWith(folder.resolve(Manifest.FILE) + ":2: "), message);
        assertTrue(message.endsWith("expected {\"path\", \"address\", \"bytes\", \"sha256\"}"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../a", "a/../../b", "a/..", "C:\\a", "a\\..\\b", "a\nb"})
    void refusesPathsThatLeaveTheFolder(String path) {
        String message = assertThrows(IllegalArgumentException.class, () -> new ManifestEntry(path, ADDRESS, 3, HASH))
                .getMessage();
        assertEquals("path must stay in the folder, got \"%s\"".formatted(path), message);
    }

    @Test
    void refusesNumbersThatAreNone() {
        assertThrows(IllegalArgumentException.class, () -> new ManifestEntry("a", ADDRESS, -1, HASH));
        String message = assertThrows(IllegalArgumentException.class, () -> new ManifestEntry("a", ADDRESS, 1, "ABC"))
                .getMessage();
        assertEquals("expected bytes >= 0 and 64 hexadecimal digits, got 1 and \"ABC\"", message);
    }
}
