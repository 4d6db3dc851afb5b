package io.github.lmclip.data.fetch.benchmark;

import io.github.lmclip.data.fetch.Checksum;
import io.github.lmclip.data.fetch.FetchException;
import io.github.lmclip.data.fetch.FetchOptions;
import io.github.lmclip.data.fetch.Retries;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that fetches a small benchmark: images one by one, and others out of an archive. */
final class KilledFetch {

    private static final List<String> JVM =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto", "-Xmx128m");

    private KilledFetch() {}

    /** Arguments: the folder, the server's address, the archive's size and MD5, a file of paths (singles, blank, entries). */
    public static void main(String[] arguments) throws IOException {
        URI server = URI.create(arguments[1]);
        List<String> paths = Files.readAllLines(Path.of(arguments[4]));
        int blank = paths.indexOf("");
        List<RemoteFile> singles = paths.subList(0, blank).stream()
                .map(path -> RemoteFile.of(path, server.resolve("/" + path)))
                .toList();
        List<Origin> origins = List.of(
                new SingleFiles("photos", server.toString(), singles, 2_000, new DecodedPicture()),
                new TarArchive(
                        "archive",
                        server.resolve("/kit.tar"),
                        Long.parseLong(arguments[2]),
                        Checksum.md5(arguments[3]),
                        paths.subList(blank + 1, paths.size()),
                        new DecodedPicture()));
        FetchOptions options = FetchOptions.defaults()
                .withParallel(2)
                .withRetries(Retries.defaults().withPauses(Duration.ofMillis(1), Duration.ofMillis(5)));
        try {
            BenchmarkReport report =
                    new FolderFetch(Path.of(arguments[0]), options, BenchmarkListener.NOBODY).run(origins);
            System.out.println(report);
        } catch (FetchException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Starts a process that says what it has to say to a file. */
    static Process start(File output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), KilledFetch.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(output))
                .start();
    }
}
