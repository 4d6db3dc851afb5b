package io.github.lmclip.data.fetch;

import java.util.OptionalLong;

/** Tells the listener how far a download is, but not for every piece. */
final class ProgressMeter {

    private static final long NANOS_BETWEEN = 100_000_000;
    private static final double NANOS = 1e9;

    private final Download download;
    private final FetchListener listener;
    private final long start = System.nanoTime();
    private long lastReport = start;
    private long received;

    ProgressMeter(Download download, FetchListener listener) {
        this.download = download;
        this.listener = listener;
    }

    /** Counts the bytes of a piece; so many of the file are here with it. */
    void add(long bytes, long here, OptionalLong total) {
        received += bytes;
        if (System.nanoTime() - lastReport > NANOS_BETWEEN) {
            report(here, total);
        }
    }

    void report(long here, OptionalLong total) {
        lastReport = System.nanoTime();
        double seconds = Math.max(lastReport - start, 1) / NANOS;
        listener.onProgress(new FetchProgress(download, here, total, received / seconds));
    }
}
