package io.github.lmclip.examples.cli.bench;

import com.sun.management.ThreadMXBean;
import io.github.lmclip.data.Picture;
import io.github.lmclip.data.image.Bitmap;
import io.github.lmclip.data.image.DecodeOptions;
import io.github.lmclip.data.image.PictureDecoder;
import io.github.lmclip.data.image.PictureTransform;
import io.github.lmclip.data.load.PictureCache;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** This library: from files in memory, or squares in the cache, to normalised pixels. */
final class PictureContender implements DataContender {

    private static final PictureTransform TRANSFORM = PictureTransform.LM_CLIP;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long CACHE_BYTES = 200L << 20;

    private final String name;
    private final int images;
    private final int threads;
    private final IntFunction<Bitmap> squares;
    private final ExecutorService workers;

    private PictureContender(String name, int images, int threads, IntFunction<Bitmap> squares) {
        this.name = name;
        this.images = images;
        this.threads = threads;
        this.squares = squares;
        workers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "bench-" + name);
            thread.setDaemon(true);
            return thread;
        });
    }

    static PictureContender decoding(String name, List<Path> files, int threads, DecodeOptions options) {
        List<byte[]> contents = files.stream().map(PictureDecoder::read).toList();
        return new PictureContender(
                name,
                files.size(),
                threads,
                i -> PictureDecoder.square(contents.get(i), files.get(i).toString(), options, TRANSFORM));
    }

    static PictureContender cached(String name, List<Path> files, int threads) {
        List<Picture> pictures = files.stream().map(Picture::file).toList();
        PictureCache cache = PictureCache.of(0, CACHE_BYTES);
        return new PictureContender(
                name, files.size(), threads, i -> cache.square(pictures.get(i), TRANSFORM, DecodeOptions.defaults()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Round round() throws IOException {
        long start = System.nanoTime();
        List<Future<Round>> parts = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int first = thread;
            parts.add(workers.submit((Callable<Round>) () -> part(first)));
        }
        double cpu = 0;
        long bytes = 0;
        for (Future<Round> part : parts) {
            Round done = await(part);
            cpu += done.cpuSeconds();
            bytes += done.bytes();
        }
        return new Round((System.nanoTime() - start) / 1e9, cpu, bytes);
    }

    private static Round await(Future<Round> part) throws IOException {
        try {
            return part.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while measuring", e);
        } catch (ExecutionException e) {
            throw new IOException("cannot measure: " + e.getCause(), e);
        }
    }

    /** Every picture from {@code first} on in steps of the number of threads. */
    private Round part(int first) {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        float[] pixels = new float[TRANSFORM.length()];
        for (int i = first; i < images; i += threads) {
            TRANSFORM.normalise(squares.apply(i), i % 2 == 0, pixels, 0);
        }
        bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes;
        return new Round(0, (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9, bytes);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
