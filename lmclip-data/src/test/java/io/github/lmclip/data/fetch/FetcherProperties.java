package io.github.lmclip.data.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a server does before it behaves, one good file comes of it. */
class FetcherProperties {

    private static final int SIZE = 50_000;
    private static final byte[] FILE = new byte[SIZE];
    private static final int LONGEST_STORY = 6;

    static {
        new Random(3).nextBytes(FILE);
    }

    /** A manner with a name, for the report of a failure. */
    private record Named(String name, Manner manner) {

        @Override
        public String toString() {
            return name;
        }
    }

    @Provide
    Arbitrary<List<Named>> stories() {
        Arbitrary<Integer> places = Arbitraries.integers().between(0, SIZE - 1);
        Arbitrary<Named> cut = places.map(at -> new Named("cut at " + at, Manner.cutAt(FILE, at)));
        Arbitrary<Named> status =
                Arbitraries.of(408, 429, 500, 503).map(code -> new Named("status " + code, Manner.status(code)));
        Arbitrary<Named> tooLong = Arbitraries.integers()
                .between(1, 1000)
                .map(more -> new Named("announces more by " + more, Manner.announcing(FILE, SIZE + more)));
        Arbitrary<Named> deaf = Arbitraries.just(new Named("no ranges", Manner.ignoringRanges(FILE)));
        return Arbitraries.oneOf(cut, status, tooLong, deaf).list().ofMaxSize(LONGEST_STORY);
    }

    @Property(tries = 100)
    void oneGoodFileComesOfAnyStory(@ForAll("stories") List<Named> story, @ForAll boolean checked) throws IOException {
        Path folder = Files.createTempDirectory("lmclip-fetch");
        try (LoopbackServer server = new LoopbackServer()) {
            List<Manner> manners =
                    new ArrayList<>(story.stream().map(Named::manner).toList());
            manners.add(Manner.good(FILE));
            Download plain = Download.of(server.serve("/f", manners.toArray(Manner[]::new)), folder.resolve("f"));
            Download download = checked ? plain.withChecksum(sum(folder)) : plain;
            Fetcher.of(FetchOptions.defaults()
                            .withRetries(Retries.defaults()
                                    .withCount(LONGEST_STORY)
                                    .withPauses(Duration.ZERO, Duration.ofMillis(1))))
                    .fetch(download);
            assertArrayEquals(FILE, Files.readAllBytes(download.target()));
            assertOnly(folder, List.of(FolderLock.FILE, "f"));
        } finally {
            delete(folder);
        }
    }

    private static Checksum sum(Path folder) throws IOException {
        Path file = Files.write(folder.resolve("sum"), FILE);
        Checksum sum = Checksum.of(Checksum.Algorithm.SHA_256, file);
        Files.delete(file);
        return sum;
    }

    private static void assertOnly(Path folder, List<String> names) throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(
                    names,
                    left.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
