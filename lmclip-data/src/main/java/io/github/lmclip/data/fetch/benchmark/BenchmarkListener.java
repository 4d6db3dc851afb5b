package io.github.lmclip.data.fetch.benchmark;

import java.nio.file.Path;

/** Watches the fetch of a benchmark; called by the threads that fetch, one at a time. */
public interface BenchmarkListener {

    /** Watches nothing. */
    BenchmarkListener NOBODY = new BenchmarkListener() {};

    /** Files or bytes have come in. */
    default void onProgress(BenchmarkProgress progress) {}

    /** Another process is fetching into the folder; this one waits until it is done. */
    default void onWait(Path folder) {}
}
