package io.github.lmclip.examples.cli.bench;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The PyTorch side of a benchmark: a child process that takes a step when told to. Close it to end it. */
final class PeerProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter orders;

    /** What the peer says of a step. */
    record Step(double seconds, double cpuSeconds, double peakMb, double loss) {}

    private PeerProcess(Process process) {
        this.process = process;
        answers = process.inputReader();
        orders = process.outputWriter();
    }

    /**
     * Starts a script on a folder and waits until it is ready.
     *
     * @throws IllegalStateException if it ends instead; its own words are on the error stream
     */
    static PeerProcess start(String python, Path script, Path folder) {
        try {
            Process process = new ProcessBuilder(List.of(python, script.toString(), folder.toString()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            PeerProcess peer = new PeerProcess(process);
            String word = peer.answers.readLine();
            if (!"ready".equals(word)) {
                peer.close();
                throw new IllegalStateException("the peer %s did not start, it said %s".formatted(script, word));
            }
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + python, e);
        }
    }

    Step step() {
        try {
            orders.write("step\n");
            orders.flush();
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the peer ended during a step");
            }
            return new Gson().fromJson(line, Step.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the peer does not answer", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
