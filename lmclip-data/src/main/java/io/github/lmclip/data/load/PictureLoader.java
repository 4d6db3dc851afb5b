package io.github.lmclip.data.load;

import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.PictureException;
import io.github.lmclip.data.image.Bitmap;
import io.github.lmclip.data.image.PictureTransform;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One pass over a split in batches, decoded by threads ahead of their use. Close it to end the threads, also before the
 * pass is over. A batch that was handed out is not held any longer. Not for use by several threads at once.
 */
public final class PictureLoader implements Iterator<PictureBatch>, AutoCloseable {

    private static final long SECONDS_TO_END = 10;

    private final LongTailDataset split;
    private final PictureTransform transform;
    private final LoaderOptions options;
    private final int batchSize;
    private final int[] order;
    private final long seed;
    private final boolean[] mirrored;
    private final ExecutorService workers;
    private final Deque<PendingBatch> pending = new ArrayDeque<>();
    private int next;

    /**
     * Starts to decode.
     *
     * @param split what is visited
     * @param order places in the split, in the order to visit; a place may come more than once
     * @param batchSize pictures per batch, at least 1; the last batch may be smaller
     * @param transform picture to pixels
     * @param options threads, cache and the like
     * @param seed of what chance does, drawn afresh for each place in the order; take another one each epoch
     */
    public PictureLoader(
            LongTailDataset split,
            int[] order,
            int batchSize,
            PictureTransform transform,
            LoaderOptions options,
            long seed) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be >= 1, got " + batchSize);
        }
        this.split = Objects.requireNonNull(split, "split");
        this.order = order.clone();
        this.batchSize = batchSize;
        this.transform = Objects.requireNonNull(transform, "transform");
        this.options = options;
        this.seed = seed;
        mirrored = mirrored();
        AtomicInteger started = new AtomicInteger();
        workers = Executors.newFixedThreadPool(options.threads(), task -> {
            Thread thread = new Thread(task, "lmclip-pictures-" + started.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        request();
    }

    private boolean[] mirrored() {
        SplittableRandom random = new SplittableRandom(seed);
        boolean[] draws = new boolean[order.length];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = options.augmentation().flip() && random.nextBoolean();
        }
        return draws;
    }

    /** Returns the number of batches in a whole pass. */
    public int batches() {
        return (order.length + batchSize - 1) / batchSize;
    }

    private void request() {
        while (next < order.length && pending.size() < options.ahead()) {
            int from = next;
            next = Math.min(order.length, from + batchSize);
            PendingBatch batch = new PendingBatch(split, order, from, next, transform.length());
            for (int i = from; i < next; i++) {
                int place = i;
                batch.add(workers.submit(() -> load(place, batch.pixels(), (place - from) * transform.length())));
            }
            pending.add(batch);
        }
    }

    private void load(int place, float[] pixels, int offset) {
        Picture picture = split.samples().get(order[place]).picture();
        PictureCache cache = options.cache();
        Bitmap square;
        if (options.augmentation().isPlain()) {
            square = cache.square(picture, transform, options.decode());
        } else {
            square = options.augmentation().crop().isPresent()
                    ? cache.bitmap(picture, options.decode())
                    : cache.square(picture, transform, options.decode());
            square = options.augmentation().square(square, transform, random(place));
        }
        transform.normalise(square, mirrored[place], pixels, offset);
    }

    /** Scrambles the seed first: sums of seeds and places would start some streams inside of others. */
    private SplittableRandom random(int place) {
        return new SplittableRandom(new SplittableRandom(~seed).nextLong() + place);
    }

    @Override
    public boolean hasNext() {
        return !pending.isEmpty();
    }

    /**
     * Returns the next batch, in the given order.
     *
     * @throws PictureException if a picture cannot be loaded; its message names the picture. One that cannot be decoded
     *     is left out instead where the options say so
     * @throws NoSuchElementException if the pass is over
     */
    @Override
    public PictureBatch next() {
        if (pending.isEmpty()) {
            throw new NoSuchElementException("the pass is over");
        }
        PictureBatch batch = pending.remove().await(options.skipBroken());
        request();
        return batch;
    }

    /** Ends the threads, those at work as soon as the pictures at hand are done. */
    @Override
    public void close() {
        pending.clear();
        next = order.length;
        workers.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            workers.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
