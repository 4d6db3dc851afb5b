package io.github.lmclip.data.fetch.benchmark;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.lmclip.data.fetch.FetchException;
import io.github.lmclip.data.fetch.FetchOptions;
import io.github.lmclip.data.fetch.Retries;
import io.github.lmclip.data.fetch.Timeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder that tests fetch into, without patience. */
record FetchFolder(Path path) {

    /** Long enough for a busy machine; what shall be seen to stall has a shorter one. */
    private static final Duration PATIENT = Duration.ofSeconds(30);

    static final FetchOptions QUICK = FetchOptions.defaults()
            .withTimeouts(new Timeouts(PATIENT, PATIENT, PATIENT))
            .withRetries(Retries.defaults().withPauses(Duration.ofMillis(1), Duration.ofMillis(5)));

    static final FetchOptions IMPATIENT = QUICK.withTimeouts(QUICK.timeouts().withStall(Duration.ofSeconds(1)));

    BenchmarkReport fetch(FetchOptions options, Origin... origins) {
        return new FolderFetch(path, options, BenchmarkListener.NOBODY).run(List.of(origins));
    }

    BenchmarkReport fetch(Origin... origins) {
        return fetch(QUICK, origins);
    }

    FetchException failure(FetchOptions options, Origin... origins) {
        return assertThrows(FetchException.class, () -> fetch(options, origins));
    }

    /** Returns the content of every file by its path, as text of one char a byte; folders count as empty. */
    SortedMap<String, String> content() {
        SortedMap<String, String> content = new TreeMap<>();
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : all.filter(found -> !found.equals(path)).toList()) {
                String name = path.relativize(file).toString().replace('\\', '/');
                content.put(name, Files.isDirectory(file) ? "" : new String(Files.readAllBytes(file), "ISO-8859-1"));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return content;
    }

    /** Returns the paths of all files but those of locks. */
    List<String> files() {
        return content().keySet().stream()
                .filter(name -> Files.isRegularFile(path.resolve(name)) && !name.endsWith(".lock"))
                .toList();
    }
}
