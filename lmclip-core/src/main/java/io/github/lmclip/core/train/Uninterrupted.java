package io.github.lmclip.core.train;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Finishes a piece of work whatever happens to the calling thread: an interrupt would close the file that it writes. The
 * caller waits and stays interrupted.
 */
public final class Uninterrupted {

    private Uninterrupted() {}

    /** Runs {@code work} in a thread of its own and waits for its end; what it throws comes out here. */
    public static void run(Runnable work) {
        try {
            CompletableFuture.runAsync(work, task -> new Thread(task, "lmclip-writer").start())
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
