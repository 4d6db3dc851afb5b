package io.github.lmclip.examples.cli.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Pillow in a child process, which runs {@code pillow_bench.py}. */
final class PillowContender implements DataContender {

    static final String NAME = "pillow";

    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;

    private PillowContender(Process process) {
        this.process = process;
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    /** Returns Pillow as the first of the interpreters has it, the pictures read; empty where none has. */
    static Optional<PillowContender> find(List<String> pythons, List<Path> files, int threads) {
        for (String python : pythons) {
            Optional<PillowContender> found = start(python, files, threads);
            if (found.isPresent()) {
                return found;
            }
        }
        System.out.println("No Pillow in " + String.join(", ", pythons) + ": measured without a peer.");
        return Optional.empty();
    }

    private static Optional<PillowContender> start(String python, List<Path> files, int threads) {
        try (InputStream script = PillowContender.class.getResourceAsStream("pillow_bench.py")) {
            String program = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            PillowContender pillow =
                    new PillowContender(new ProcessBuilder(python, "-c", program, Integer.toString(threads))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start());
            if (pillow.isReady(files)) {
                return Optional.of(pillow);
            }
            pillow.close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private boolean isReady(List<Path> files) throws IOException {
        in.write(files.size() + "\n");
        for (Path file : files) {
            in.write(file.toAbsolutePath() + "\n");
        }
        in.flush();
        String greeting = out.readLine();
        if (greeting == null || !greeting.startsWith(NAME)) {
            return false;
        }
        System.out.println(greeting);
        return true;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Round round() throws IOException {
        in.write("round\n");
        in.flush();
        String line = out.readLine();
        if (line == null) {
            throw new IOException("Pillow's process ended in the middle of a round");
        }
        String[] seconds = line.split(" ");
        return new Round(Double.parseDouble(seconds[0]), Double.parseDouble(seconds[1]), 0);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
