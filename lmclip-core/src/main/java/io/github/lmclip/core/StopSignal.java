package io.github.lmclip.core;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run in good order where somebody presses Ctrl-C or asks the process to end: the run's thread is interrupted, and
 * the process stays until the run has saved its state. The process's exit status is then 130, or 143 for a request.
 */
public final class StopSignal implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Thread run = Thread.currentThread();
    private final CountDownLatch saved = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop-signal");

    /** Watches over the calling thread. */
    public StopSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop() {
        System.err.println();
        System.err.println("Stopping after this step ...");
        run.interrupt();
        try {
            if (!saved.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("The step has not ended; the last saved state is what there is.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the process end. */
    @Override
    public void close() {
        saved.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process ends already, which is what the hook was for
            return;
        }
    }
}
