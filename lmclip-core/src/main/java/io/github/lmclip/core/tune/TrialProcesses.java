package io.github.lmclip.core.tune;

import io.github.lmclip.core.LmClipException;
import io.github.lmclip.core.RunMetrics;
import io.github.lmclip.core.watch.WholeFile;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Trials in processes of their own, with the class path and the options of this one: one that dies takes no other with it,
 * and its memory is the system's again. What a process prints as errors is in {@code trial.log} of its folder.
 */
public final class TrialProcesses implements TrialRunner {

    /** What is of this process alone, such as a debugger's port. */
    private static final List<String> OWN_OPTIONS =
            List.of("-agentlib:", "-javaagent:", "-Xrunjdwp", "-Dcom.sun.management");

    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /** Starts nothing yet. */
    public TrialProcesses() {}

    @Override
    public TrialOutcome run(TrialJob job, Consumer<TrialStep> steps) {
        try {
            Process process = start(job);
            running.add(process);
            if (stopped) {
                askToStop(process);
            }
            try {
                return outcome(job, process, steps);
            } finally {
                running.remove(process);
                process.destroy();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("trial %d: no process: %s".formatted(job.number(), e.getMessage()), e);
        }
    }

    private static Process start(TrialJob job) throws IOException {
        Files.createDirectories(job.folder());
        Path configuration = job.folder().resolve("trial.conf");
        WholeFile.write(configuration, job.configuration().text());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> OWN_OPTIONS.stream().noneMatch(option::startsWith))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TrialProcess.class.getName()));
        command.addAll(List.of(configuration.toString(), job.folder().toString(), Integer.toString(job.epochs())));
        File log = job.folder().resolve("trial.log").toFile();
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    private TrialOutcome outcome(TrialJob job, Process process, Consumer<TrialStep> steps) throws IOException {
        Optional<List<String>> last = Optional.empty();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<List<String>> said = TrialWords.parse(line);
                if (said.isPresent() && said.get().get(0).equals(TrialWords.STEP)) {
                    steps.accept(step(said.get().get(1)));
                } else if (said.isPresent()) {
                    last = said;
                }
            }
        }
        return last.map(words -> outcome(job, words.get(0), words.get(1))).orElseGet(() -> silent(job, process));
    }

    private static TrialStep step(String numbers) {
        String[] parts = numbers.split(" ");
        return new TrialStep(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    private static TrialOutcome outcome(TrialJob job, String word, String rest) {
        return switch (word) {
            case TrialWords.MEASURED -> {
                String[] times = rest.split(" ");
                yield new TrialOutcome.Measured(new RungResult(
                        job.epochs(),
                        RunMetrics.read(job.folder()).after(job.epochs()),
                        Double.parseDouble(times[0]),
                        Double.parseDouble(times[1])));
            }
            case TrialWords.DIVERGED -> new TrialOutcome.Diverged(rest);
            case TrialWords.STOPPED -> new TrialOutcome.Stopped();
            default -> throw new LmClipException(rest);
        };
    }

    /** A process that said nothing was ended from outside: with this one, or alone, such as by a system out of memory. */
    private TrialOutcome silent(TrialJob job, Process process) {
        int status;
        try {
            status = process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new TrialOutcome.Stopped();
        }
        if (stopped) {
            return new TrialOutcome.Stopped();
        }
        throw new LmClipException("its process ended with status %d and no result; %s may say why"
                .formatted(status, job.folder().resolve("trial.log")));
    }

    @Override
    public void stop() {
        stopped = true;
        running.forEach(TrialProcesses::askToStop);
    }

    private static void askToStop(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // it is over already
            process.destroy();
        }
    }
}
