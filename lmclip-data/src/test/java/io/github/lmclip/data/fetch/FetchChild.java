package io.github.lmclip.data.fetch;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that fetches: what is killed, or stands beside another one. */
final class FetchChild {

    /** Starts soon, and needs little. */
    private static final List<String> JVM =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto", "-Xmx64m");

    private FetchChild() {}

    /** Arguments: address, target and SHA-256 of each file; "-" where no checksum is known. */
    public static void main(String[] arguments) {
        List<Download> downloads = new ArrayList<>();
        for (int i = 0; i < arguments.length; i += 3) {
            Download download = Download.of(URI.create(arguments[i]), Path.of(arguments[i + 1]));
            downloads.add(
                    arguments[i + 2].equals("-") ? download : download.withChecksum(Checksum.sha256(arguments[i + 2])));
        }
        FetchOptions options = FetchOptions.defaults()
                .withParallel(2)
                .withRetries(Retries.defaults().withPauses(Duration.ofMillis(1), Duration.ofMillis(5)));
        for (Fetched one : Fetcher.of(options).fetchAll(downloads)) {
            one.failure().ifPresent(failure -> {
                System.err.println(failure.getMessage());
                System.exit(1);
            });
        }
    }

    /**
     * Starts a process.
     *
     * @param before what the process is started through, such as a shell that sets limits; may be empty
     * @param output takes all that the process says
     */
    static Process start(List<String> before, List<Download> downloads, File output) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FetchChild.class.getName()));
        for (Download download : downloads) {
            command.add(download.address().toString());
            command.add(download.target().toString());
            command.add(download.checksum().map(Checksum::hex).orElse("-"));
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(output))
                .start();
    }
}
