package io.github.lmclip.data.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The words in which a fetch is said, and what they refuse. */
class FetchValuesTest {

    private static final Path TARGET = Path.of("x");

    private static void assertRefuses(String part, Executable wrong) {
        String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
        assertTrue(message.contains(part), message);
    }

    private static HttpHeaders headers(String name, String value) {
        return HttpHeaders.of(Map.of(name, List.of(value)), (a, b) -> true);
    }

    @Test
    void refusesWhatCannotBe() {
        assertRefuses("SHA-256 has 64 hexadecimal digits, got \"abc\"", () -> Checksum.sha256("ABC"));
        assertRefuses("MD5 has 32", () -> Checksum.md5("g".repeat(32)));
        assertRefuses("got file:///x", () -> Download.of(URI.create("file:///x"), TARGET));
        assertRefuses("size must be >= 0, got -1", () -> Download.of(URI.create("http://a/b"), TARGET)
                .withSize(-1));
        assertRefuses("stall must be > 0", () -> Timeouts.defaults().withStall(Duration.ZERO));
        assertRefuses("count must be >= 0", () -> Retries.defaults().withCount(-1));
        assertRefuses(
                "first <= longest", () -> Retries.defaults().withPauses(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        assertRefuses("parallel >= 1", () -> FetchOptions.defaults().withParallel(0));
        assertRefuses("http://host:port", () -> FetchOptions.defaults().withProxy(URI.create("socks://a:1")));
        assertRefuses("from=to", () -> Mirrors.parse("https://a"));
        assertRefuses("\"ftp://b\"", () -> Mirrors.parse("https://a=ftp://b"));
    }

    @Test
    void saysHowToGetAFileByOtherMeans() {
        Download download = Download.of(URI.create("https://a/b"), TARGET);
        assertEquals("get https://a/b and put it at x", download.howToGet());
        assertEquals(
                "get https://a/b (1,234 bytes, MD5 %s) and put it at x".formatted("0".repeat(32)),
                download.withSize(1234)
                        .withChecksum(Checksum.md5("0".repeat(32)))
                        .howToGet());
    }

    @Test
    void pausesDoubleUpToTheLongestTimesAFactor() {
        Retries retries = Retries.defaults().withPauses(Duration.ofMillis(1000), Duration.ofMillis(5000));
        for (int retry = 1; retry < 100; retry++) {
            long full = Math.min(5000, 1000L << Math.min(retry - 1, 3));
            long pause = retries.pause(retry, new SplittableRandom(retry)).toMillis();
            assertTrue(full / 2 <= pause && pause < full, retry + ": " + pause);
        }
        assertEquals(retries.pause(3, new SplittableRandom(7)), retries.pause(3, new SplittableRandom(7)));
    }

    @Test
    void theLongestPrefixNamesTheMirror() {
        Mirrors mirrors = Mirrors.parse("https://a/=http://m/, https://a/b/=http://n/");
        assertEquals(URI.create("http://m/c"), mirrors.rewrite(URI.create("https://a/c")));
        assertEquals(URI.create("http://n/c"), mirrors.rewrite(URI.create("https://a/b/c")));
        assertEquals(URI.create("https://z/"), mirrors.rewrite(URI.create("https://z/")));
    }

    @Test
    void readsContentRanges() {
        assertEquals(
                Optional.of(new ContentRange(OptionalLong.of(5), OptionalLong.of(10))),
                ContentRange.of(headers("Content-Range", "bytes 5-9/10")));
        assertEquals(
                Optional.of(new ContentRange(OptionalLong.of(5), OptionalLong.empty())),
                ContentRange.of(headers("content-range", "bytes 5-9/*")));
        assertEquals(
                Optional.of(new ContentRange(OptionalLong.empty(), OptionalLong.of(10))),
                ContentRange.of(headers("content-range", "bytes */10")));
        assertEquals(Optional.empty(), ContentRange.of(headers("content-range", "lines 5-9/10")));
    }

    @Test
    void notesOfPartsSurviveTheirFileButNotACut() {
        PartNote note = PartNote.of("http://a", headers("ETag", "\"1\""));
        assertEquals(Optional.of(note), PartNote.parse(note.text()));
        for (int length = 0; length < note.text().length(); length++) {
            assertEquals(Optional.empty(), PartNote.parse(note.text().substring(0, length)));
        }
    }

    @Test
    void weakEntityTagsNameNoVersion() {
        assertEquals(
                Optional.empty(),
                PartNote.of("http://a", headers("ETag", "W/\"1\"")).validator());
        assertEquals(
                Optional.of("Mon"),
                PartNote.of("http://a", headers("Last-Modified", "Mon")).validator());
    }
}
