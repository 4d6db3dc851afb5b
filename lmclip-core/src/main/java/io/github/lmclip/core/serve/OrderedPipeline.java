package io.github.lmclip.core.serve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Works on groups of a stream's elements in several threads and gives the results in the elements' order. Two groups per
 * thread are under way at most, so that a slow reader slows the source and memory stays the same for any length.
 *
 * @param <T> elements
 * @param <R> results
 */
final class OrderedPipeline<T, R> implements Iterator<R>, AutoCloseable {

    private static final int GROUPS_PER_THREAD = 2;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Iterator<T> source;
    private final Function<List<T>, List<R>> work;
    private final int group;
    private final int underWay;
    private final ExecutorService threads;
    private final ArrayDeque<Future<List<R>>> pending = new ArrayDeque<>();
    private final ArrayDeque<R> ready = new ArrayDeque<>();

    private OrderedPipeline(Iterator<T> source, Function<List<T>, List<R>> work, int group, int threads) {
        this.source = source;
        this.work = work;
        this.group = group;
        underWay = GROUPS_PER_THREAD * threads;
        this.threads = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "lmclip-classify-" + COUNT.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Returns the results in order; the source and the threads end with the stream's end or its close. */
    static <T, R> Stream<R> map(Stream<T> source, Function<List<T>, List<R>> work, int group, int threads) {
        OrderedPipeline<T, R> pipeline = new OrderedPipeline<>(source.iterator(), work, group, threads);
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(pipeline, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(pipeline::close)
                .onClose(source::close);
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty()) {
            fill();
            if (pending.isEmpty()) {
                close();
                return false;
            }
            ready.addAll(await(pending.remove()));
        }
        return true;
    }

    @Override
    public R next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the stream is at its end");
        }
        return ready.remove();
    }

    private void fill() {
        while (pending.size() < underWay && source.hasNext()) {
            List<T> elements = new ArrayList<>(group);
            while (elements.size() < group && source.hasNext()) {
                elements.add(source.next());
            }
            pending.add(threads.submit(() -> work.apply(elements)));
        }
    }

    private List<R> await(Future<List<R>> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while results were awaited", e);
        } catch (ExecutionException e) {
            close();
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a worker failed: " + e.getCause(), e.getCause());
        }
    }

    /** Ends the threads after the work at hand. */
    @Override
    public void close() {
        pending.forEach(each -> each.cancel(false));
        pending.clear();
        threads.shutdown();
    }
}
