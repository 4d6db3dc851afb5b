package io.github.lmclip.data.fetch.benchmark;

import io.github.lmclip.data.Benchmark;
import io.github.lmclip.data.fetch.FetchOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Brings a benchmark's images from where they are published into a folder, laid out as {@link Benchmark#read} expects: of
 * COCO the listed images one by one, of VOC the listed images out of the official archives as they come in. A fetch that
 * stopped, however it stopped, goes on when it is run again; two at once into one folder take turns. {@link Manifest#FILE}
 * in the folder says what came.
 *
 * @param benchmark whose images
 * @param folder where they go, such as {@link Benchmark#defaultImages}
 * @param trainOnly whether the test images are left out
 * @param captions whether the dataset captions, one a training image, come as well: {@code voc_lt_captions.txt} or {@code
 *     coco_lt_captions.txt}, from the published repository
 */
public record BenchmarkFetch(Benchmark benchmark, Path folder, boolean trainOnly, boolean captions) {

    /** Checks that nothing is null. */
    public BenchmarkFetch {
        Objects.requireNonNull(benchmark, "benchmark");
        Objects.requireNonNull(folder, "folder");
    }

    /** Returns a fetch of all images, without captions. */
    public static BenchmarkFetch of(Benchmark benchmark, Path folder) {
        return new BenchmarkFetch(benchmark, folder, false, false);
    }

    /** Returns a copy that leaves the test images out, or not. */
    public BenchmarkFetch withTrainOnly(boolean trainOnly) {
        return new BenchmarkFetch(benchmark, folder, trainOnly, captions);
    }

    /** Returns a copy that brings the captions, or not. */
    public BenchmarkFetch withCaptions(boolean captions) {
        return new BenchmarkFetch(benchmark, folder, trainOnly, captions);
    }

    /**
     * Returns what {@link #run} would bring, as far as a look at the folder tells; the network is not asked.
     *
     * @throws io.github.lmclip.data.DatasetException if the folder's manifest is broken
     */
    public List<PlannedPart> plan() {
        return new FolderFetch(folder, FetchOptions.defaults(), BenchmarkListener.NOBODY).plan(origins());
    }

    /**
     * Brings what is missing. Files that are there are compared with the manifest; ones that it does not know stay if they
     * decode.
     *
     * @param options how to fetch; {@link FetchOptions#parallel} images come at once
     * @param listener who watches
     * @throws io.github.lmclip.data.fetch.FetchException if something cannot be brought; what has come stays, and the next
     *     run goes on from there
     * @throws io.github.lmclip.data.DatasetException if the folder's manifest is broken
     */
    public BenchmarkReport run(FetchOptions options, BenchmarkListener listener) {
        return new FolderFetch(folder, options, listener).run(origins());
    }

    private List<Origin> origins() {
        return PublishedOrigins.of(benchmark, trainOnly, captions);
    }
}
