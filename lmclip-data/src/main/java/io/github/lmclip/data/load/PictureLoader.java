package io.github.lmclip.data.load;

import io.github.lmclip.data.Picture;
import io.github.lmclip.data.PictureException;
import io.github.lmclip.data.image.Bitmap;
import io.github.lmclip.data.image.PictureTransform;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One pass over a split in batches, decoded by threads ahead of their use. Close it to end the threads, also before the
 * pass is over. A batch that was handed out is not held any longer. Not for use by several threads at once.
 */
public final class PictureLoader implements Iterator<PictureBatch>, AutoCloseable {

    /** For pictures that hang in code of others'. */
    private static final long MILLIS_TO_END = 10_000;

    private final PicturePass pass;
    private final PictureTransform transform;
    private final LoaderOptions options;
    private final boolean[] mirrored;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final ExecutorService workers;
    private final Deque<PendingBatch> pending = new ArrayDeque<>();
    private int next;

    /**
     * Starts to decode.
     *
     * @param pass which pictures
     * @param transform picture to pixels
     * @param options threads, cache and the like
     */
    public PictureLoader(PicturePass pass, PictureTransform transform, LoaderOptions options) {
        this.pass = Objects.requireNonNull(pass, "pass");
        this.transform = Objects.requireNonNull(transform, "transform");
        this.options = Objects.requireNonNull(options, "options");
        mirrored = pass.mirrored(options.augmentation().flip());
        next = (int) Math.min(pass.order().length, (long) pass.passedOver() * pass.batchSize());
        workers = Executors.newFixedThreadPool(options.threads(), this::thread);
        request();
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "lmclip-pictures-" + (threads.size() + 1));
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    private void request() {
        while (next < pass.order().length && pending.size() < options.ahead()) {
            int from = next;
            next = Math.min(pass.order().length, from + pass.batchSize());
            PendingBatch batch = new PendingBatch(pass, from, next, transform.length());
            for (int i = from; i < next; i++) {
                int place = i;
                batch.add(workers.submit(() -> load(place, batch.pixels(), (place - from) * transform.length())));
            }
            pending.add(batch);
        }
    }

    private void load(int place, float[] pixels, int offset) {
        Picture picture = pass.split().samples().get(pass.order()[place]).picture();
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
        return new SplittableRandom(new SplittableRandom(~pass.seed()).nextLong() + place);
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
        next = pass.order().length;
        workers.shutdownNow();
        boolean interrupted = Thread.interrupted();
        for (Thread thread : threads) {
            try {
                thread.join(MILLIS_TO_END);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
