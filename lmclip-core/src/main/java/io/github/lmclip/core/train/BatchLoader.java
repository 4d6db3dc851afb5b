package io.github.lmclip.core.train;

import io.github.lmclip.core.train.TrainingOptions.BadImages;
import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.PictureException;
import io.github.lmclip.data.Sample;
import io.github.lmclip.data.image.PictureTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Decodes the batches of a split, the next one while the caller works on this one. Close it to end its thread. */
final class BatchLoader implements Iterator<Batch>, AutoCloseable {

    /** What is the same for every batch of a pass over a split. */
    record Plan(LongTailDataset split, PictureTransform transform, int batchSize, boolean flip, BadImages badImages) {}

    private final Plan plan;
    private final int[] order;
    private final boolean[] mirrored;
    private final ExecutorService worker;
    private int next;
    private Future<Batch> pending;

    /**
     * Starts to decode.
     *
     * @param plan what to decode, and how
     * @param order places in the split, in the order to visit
     * @param seed of the flips, one for each place in the order
     * @param skipped whole batches that are passed over
     */
    BatchLoader(Plan plan, int[] order, long seed, int skipped) {
        this.plan = plan;
        this.order = order.clone();
        SplittableRandom random = new SplittableRandom(seed);
        mirrored = new boolean[order.length];
        for (int i = 0; i < mirrored.length; i++) {
            mirrored[i] = plan.flip() && random.nextBoolean();
        }
        next = Math.min(order.length, skipped * plan.batchSize());
        worker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "lmclip-batches");
            thread.setDaemon(true);
            return thread;
        });
        request();
    }

    /** Returns the number of batches in a whole pass. */
    int batches() {
        return (order.length + plan.batchSize() - 1) / plan.batchSize();
    }

    private void request() {
        int from = next;
        int to = Math.min(order.length, from + plan.batchSize());
        pending = from < to ? worker.submit(() -> decode(from, to)) : null;
        next = to;
    }

    @Override
    public boolean hasNext() {
        return pending != null;
    }

    /**
     * Returns the next batch.
     *
     * @throws PictureException if a picture cannot be decoded and such are not to be skipped
     */
    @Override
    public Batch next() {
        if (pending == null) {
            throw new NoSuchElementException("the pass is over");
        }
        Batch batch = await(pending);
        request();
        return batch;
    }

    private static Batch await(Future<Batch> pending) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return pending.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Batch decode(int from, int to) {
        int side = plan.transform().size();
        int length = 3 * side * side;
        float[] pixels = new float[(to - from) * length];
        List<Sample> samples = new ArrayList<>();
        List<Integer> indices = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Sample sample = plan.split().samples().get(order[i]);
            if (decode(sample, i, pixels, samples.size() * length)) {
                samples.add(sample);
                indices.add(order[i]);
            }
        }
        int kept = samples.size();
        float[] used = kept == to - from ? pixels : Arrays.copyOf(pixels, kept * length);
        return new Batch(samples, indices, used, to - from - kept);
    }

    private boolean decode(Sample sample, int place, float[] pixels, int offset) {
        try {
            plan.transform().apply(sample.picture().bitmap(), mirrored[place], pixels, offset);
            return true;
        } catch (PictureException e) {
            if (plan.badImages() == BadImages.STOP) {
                throw e;
            }
            return false;
        }
    }

    /** Ends the thread. */
    @Override
    public void close() {
        worker.shutdownNow();
    }
}
