package io.github.lmclip.examples.cli.bench;

import com.google.gson.Gson;
import io.github.lmclip.core.LmClipException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An engine's process, ready for orders until it is closed. */
public final class InferProcess implements AutoCloseable {

    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private final String name;
    private final Process process;
    private final BufferedReader answers;

    private InferProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * What some runs took.
     *
     * @param seconds by the clock
     * @param cpuSeconds of all threads
     * @param peakMb most resident memory of the process so far
     */
    public record Answer(double seconds, double cpuSeconds, double peakMb) {}

    /**
     * Starts {@link InferWorker} in a JVM of its own.
     *
     * @param options for the JVM
     * @param words for the worker
     * @param environment variables beside this process's
     */
    public static InferProcess java(List<String> options, List<String> words, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(options);
        command.add("-D" + LOG_LEVEL + "=" + System.getProperty(LOG_LEVEL, "error"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), InferWorker.class.getName()));
        command.addAll(words);
        return start(words.get(0), command, environment);
    }

    /**
     * Starts a program that understands the same orders, and waits until it is ready.
     *
     * @param name for messages
     * @param environment variables beside this process's
     * @throws LmClipException if it does not start
     */
    public static InferProcess start(String name, List<String> command, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            // idle threads of libgomp spin, which is counted as work; all engines get the same
            builder.environment().put("OMP_WAIT_POLICY", "passive");
            builder.environment().putAll(environment);
            InferProcess started = new InferProcess(name, builder.start());
            started.expect("ready");
            return started;
        } catch (IOException e) {
            throw new LmClipException("cannot start %s: %s".formatted(name, e.getMessage()), e);
        }
    }

    private void expect(String word) {
        String line = read();
        if (!line.equals(word)) {
            close();
            throw new LmClipException("%s said \"%s\", expected \"%s\"".formatted(name, line, word));
        }
    }

    private String read() {
        try {
            String line = answers.readLine();
            if (line == null) {
                close();
                throw new LmClipException("%s ended with status %s".formatted(name, status()));
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read from " + name, e);
        }
    }

    private String status() {
        return process.isAlive() ? "unknown" : Integer.toString(process.exitValue());
    }

    /** Has the engine run so often and returns what that took. */
    public Answer run(int runs) {
        try {
            process.getOutputStream().write((runs + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + name, e);
        }
        return new Gson().fromJson(read(), Answer.class);
    }

    /** Ends the process. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroy();
            }
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
