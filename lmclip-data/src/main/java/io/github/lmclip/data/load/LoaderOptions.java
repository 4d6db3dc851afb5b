package io.github.lmclip.data.load;

import io.github.lmclip.data.image.Augmentation;
import io.github.lmclip.data.image.DecodeOptions;
import java.util.Objects;

/**
 * How pictures are loaded.
 *
 * @param threads that decode, at least 1
 * @param ahead batches that are decoded before they are asked for, at least 1
 * @param skipBroken whether a picture that cannot be decoded is left out and counted; else it ends the pass
 * @param decode how files become pixels
 * @param augmentation what chance does to each picture
 * @param cache what is kept from pass to pass; shared by the loaders that are given it
 */
public record LoaderOptions(
        int threads,
        int ahead,
        boolean skipBroken,
        DecodeOptions decode,
        Augmentation augmentation,
        PictureCache cache) {

    /** Checks the ranges. */
    public LoaderOptions {
        Objects.requireNonNull(decode, "decode");
        Objects.requireNonNull(augmentation, "augmentation");
        Objects.requireNonNull(cache, "cache");
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1, got " + threads);
        }
        if (ahead < 1) {
            throw new IllegalArgumentException("ahead must be >= 1, got " + ahead);
        }
    }

    /** Returns one thread, one batch ahead, no augmentation, no cache; a broken picture ends the pass. */
    public static LoaderOptions defaults() {
        return new LoaderOptions(1, 1, false, DecodeOptions.defaults(), Augmentation.none(), PictureCache.none());
    }

    /** Returns these options with another number of threads. */
    public LoaderOptions withThreads(int count) {
        return new LoaderOptions(count, ahead, skipBroken, decode, augmentation, cache);
    }

    /** Returns these options with another number of batches ahead. */
    public LoaderOptions withAhead(int batches) {
        return new LoaderOptions(threads, batches, skipBroken, decode, augmentation, cache);
    }

    /** Returns these options with broken pictures left out, or not. */
    public LoaderOptions withSkipBroken(boolean skip) {
        return new LoaderOptions(threads, ahead, skip, decode, augmentation, cache);
    }

    /** Returns these options with another way to decode. */
    public LoaderOptions withDecode(DecodeOptions options) {
        return new LoaderOptions(threads, ahead, skipBroken, options, augmentation, cache);
    }

    /** Returns these options with another augmentation. */
    public LoaderOptions withAugmentation(Augmentation other) {
        return new LoaderOptions(threads, ahead, skipBroken, decode, other, cache);
    }

    /** Returns these options with another cache. */
    public LoaderOptions withCache(PictureCache other) {
        return new LoaderOptions(threads, ahead, skipBroken, decode, augmentation, other);
    }
}
