package io.github.lmclip.data.fetch.benchmark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.lmclip.data.fetch.Checksum;
import io.github.lmclip.data.fetch.FileCheck;
import io.github.lmclip.data.fetch.WrongContentException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Archives cut anywhere and damaged anywhere. */
class TarReaderProperties {

    private static final URI ADDRESS = URI.create("http://localhost/kit.tar");
    private static final byte[] CONTENT = new byte[1_300];
    private static final byte[] ARCHIVE = archive();

    private static Path temporary;

    @BeforeContainer
    static void createFolder() throws IOException {
        temporary = Files.createTempDirectory("tar");
        new Random(1).nextBytes(CONTENT);
    }

    @AfterContainer
    static void deleteFolder() throws IOException {
        Files.delete(temporary);
    }

    private static byte[] archive() {
        new Random(1).nextBytes(CONTENT);
        return new Tar()
                .file("a", CONTENT)
                .file("n".repeat(300), CONTENT)
                .folder("f/")
                .file("f/b", new byte[0])
                .file("f/c", CONTENT)
                .bytes();
    }

    private static TarArchive published(byte[] bytes) {
        return new TarArchive(
                "archive", ADDRESS, bytes.length, Checksum.md5(Photo.hash("MD5", bytes)), List.of(), FileCheck.NONE);
    }

    private static Staging staging(byte[] bytes) {
        return new Staging(temporary, published(bytes), Set.of("a", "f/b", "f/c"));
    }

    /** Gives some bytes, then breaks. */
    private static InputStream breaking(InputStream stream, int bytes) {
        return new FilterInputStream(stream) {
            private int left = bytes;

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (left == 0) {
                    throw new IOException("cut");
                }
                int count = super.read(into, offset, Math.min(length, left));
                left -= Math.max(0, count);
                return count;
            }
        };
    }

    @Property(tries = 100)
    void goesOnAfterAnyCuts(@ForAll @Size(max = 6) List<@IntRange(max = 12_000) Integer> cuts) throws IOException {
        for (int cut : cuts) {
            TarReader reader = new TarReader(published(ARCHIVE), staging(ARCHIVE));
            try {
                reader.read(breaking(rest(reader), cut));
            } catch (WrongContentException e) {
                throw e;
            } catch (IOException e) {
                assertEquals("cut", e.getMessage());
            }
        }
        Staging staging = staging(ARCHIVE);
        TarReader reader = new TarReader(published(ARCHIVE), staging);
        reader.read(rest(reader));
        assertTrue(reader.isComplete());
        assertArrayEquals(CONTENT, Files.readAllBytes(staging.path("a")));
        assertArrayEquals(CONTENT, Files.readAllBytes(staging.path("f/c")));
        assertEquals(0, Files.size(staging.path("f/b")));
        staging.remove();
    }

    private static InputStream rest(TarReader reader) {
        int from = (int) reader.position();
        return new ByteArrayInputStream(ARCHIVE, from, ARCHIVE.length - from);
    }

    @Property(tries = 300)
    void readsOrRefusesDamagedArchivesAndWritesListedNamesAlone(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 4_607) Integer> places, @ForAll byte value)
            throws IOException {
        byte[] damaged = ARCHIVE.clone();
        places.forEach(place -> damaged[place] = value);
        Staging staging = staging(damaged);
        try {
            new TarReader(published(damaged), staging).read(new ByteArrayInputStream(damaged));
        } catch (WrongContentException e) {
            assertTrue(e.getMessage().contains("the archive"), e.getMessage());
        }
        Path folder = Staging.note(temporary, published(damaged)).getParent();
        try (Stream<Path> all = Files.walk(folder)) {
            Set<String> allowed = Set.of("a", "f/b", "f/c", "position");
            all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .forEach(name -> assertTrue(allowed.contains(name), name));
        }
        staging.remove();
    }
}
