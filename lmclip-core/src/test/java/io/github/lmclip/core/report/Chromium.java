package io.github.lmclip.core.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The browser Chromium without a window.
 *
 * @param program its file
 * @param folder for its profile and what it says
 */
record Chromium(Path program, Path folder) {

    /** A property and an environment variable that name the program. */
    static final String PROPERTY = "lmclip.chromium";

    private static final String VARIABLE = "LMCLIP_CHROMIUM";
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
    private static final int SECONDS = 120;

    /** Returns the program that the property or the variable names, or one on the path. */
    static Optional<Path> find() {
        Optional<String> named = Optional.ofNullable(System.getProperty(PROPERTY))
                .or(() -> Optional.ofNullable(System.getenv(VARIABLE)));
        return named.map(Path::of)
                .or(() -> Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
                        .filter(Files::isExecutable)
                        .findFirst());
    }

    /**
     * What a visit left.
     *
     * @param output what it wrote, such as the page's tree
     * @param complaints lines of the page's console
     */
    record Visit(String output, List<String> complaints) {}

    /** Opens a page and waits until its scripts have run. */
    Visit visit(Path page, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--enable-logging=stderr",
                "--virtual-time-budget=5000",
                "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(List.of(words));
        command.add(page.toUri().toString());
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("no answer in %d s: %s".formatted(SECONDS, Files.readString(err)));
        }
        if (process.exitValue() != 0) {
            throw new IOException("exit status %d: %s".formatted(process.exitValue(), Files.readString(err)));
        }
        try (Stream<String> lines = Files.lines(err)) {
            List<String> complaints =
                    lines.filter(line -> line.contains("CONSOLE")).toList();
            return new Visit(Files.readString(out), complaints);
        }
    }
}
