package io.github.lmclip.core.tune;

import io.github.lmclip.core.FolderLock;
import io.github.lmclip.core.StopSignal;
import io.github.lmclip.core.config.Configuration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The program that trains one trial to one rung: {@code TrialProcess CONFIGURATION FOLDER EPOCHS}. It tells how it goes by the
 * lines of {@link TrialWords}, and stops, its state saved, when its standard input ends: so it does not outlive the search.
 */
final class TrialProcess {

    /** A trial of a search that was killed ends its step first. */
    private static final Duration LONGEST_STEP = Duration.ofMinutes(5);

    private static final long BETWEEN_TRIES_MILLIS = 100;

    private TrialProcess() {}

    /** Trains. */
    public static void main(String[] args) {
        stopAtEndOfInput(Thread.currentThread());
        int status = 1;
        try (StopSignal signal = new StopSignal()) {
            TrialJob job =
                    new TrialJob(0, Configuration.read(Path.of(args[0])), Path.of(args[1]), Integer.parseInt(args[2]));
            awaitFree(job.folder());
            say(new LocalTrials().run(job, step -> say(TrialWords.STEP, step.epoch(), step.step(), step.steps())));
            status = 0;
        } catch (InterruptedException e) {
            say(new TrialOutcome.Stopped());
            status = 0;
        } catch (RuntimeException e) {
            say(TrialWords.FAILED, e);
            e.printStackTrace();
        }
        System.exit(status);
    }

    private static void stopAtEndOfInput(Thread run) {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // nothing is said on it
                        }
                    } catch (IOException e) {
                        // as good as its end
                    }
                    run.interrupt();
                },
                "end-of-input");
        watch.setDaemon(true);
        watch.start();
    }

    private static void awaitFree(Path folder) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_STEP.toNanos();
        while (true) {
            try {
                FolderLock.of(folder).close();
                return;
            } catch (IllegalStateException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.sleep(BETWEEN_TRIES_MILLIS);
            }
        }
    }

    private static void say(TrialOutcome outcome) {
        if (outcome instanceof TrialOutcome.Measured measured) {
            say(
                    TrialWords.MEASURED,
                    measured.result().seconds(),
                    measured.result().cpuSeconds());
        } else if (outcome instanceof TrialOutcome.Diverged diverged) {
            say(TrialWords.DIVERGED, diverged.how());
        } else {
            say(TrialWords.STOPPED);
        }
    }

    private static void say(String word, Object... more) {
        System.out.println(TrialWords.line(word, more));
        System.out.flush();
    }
}
