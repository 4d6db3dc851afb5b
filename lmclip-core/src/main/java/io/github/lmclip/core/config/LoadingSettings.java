package io.github.lmclip.core.config;

import io.github.lmclip.data.load.LoaderOptions;
import io.github.lmclip.data.load.PictureCache;

/**
 * How pictures are loaded; nothing here changes a run's result.
 *
 * @param threads that decode, at least 1
 * @param ahead batches that are decoded before they are asked for, at least 1
 * @param cacheMb the most memory for squares that are kept from epoch to epoch, in MB; 0 for no cache
 */
public record LoadingSettings(int threads, int ahead, int cacheMb) {

    private static final long MB = 1_000_000;

    /** Checks the ranges. */
    public LoadingSettings {
        LoaderOptions.defaults().withThreads(threads).withAhead(ahead);
        if (cacheMb < 0) {
            throw new IllegalArgumentException("cacheMb must be >= 0, got " + cacheMb);
        }
    }

    /** Returns one thread, two batches ahead and up to 1 GB of cache, which both benchmarks' training images fit in. */
    public static LoadingSettings defaults() {
        return new LoadingSettings(1, 2, 1000);
    }

    /** Returns an empty cache of that size, which any number of runs may share. */
    public PictureCache cache() {
        return cacheMb == 0 ? PictureCache.none() : PictureCache.of(0, cacheMb * MB);
    }

    LoaderOptions apply(LoaderOptions options) {
        return options.withThreads(threads).withAhead(ahead).withCache(cache());
    }
}
