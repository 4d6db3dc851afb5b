package io.github.lmclip.data.load;

import io.github.lmclip.data.LongTailDataset;
import io.github.lmclip.data.PictureException;
import io.github.lmclip.data.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** A batch whose pictures are being loaded, each into its own part of the pixels. */
final class PendingBatch {

    private final LongTailDataset split;
    private final int[] indices;
    private final int length;
    private final float[] pixels;
    private final List<Future<?>> loads = new ArrayList<>();

    PendingBatch(PicturePass pass, int from, int to, int length) {
        this.split = pass.split();
        this.indices = Arrays.copyOfRange(pass.order(), from, to);
        this.length = length;
        this.pixels = new float[Math.multiplyExact(indices.length, length)];
    }

    float[] pixels() {
        return pixels;
    }

    /** Takes the next picture's load. */
    void add(Future<?> load) {
        loads.add(load);
    }

    /** Waits for every picture; those that came move together where some are left out. */
    PictureBatch await(boolean skipBroken) {
        List<Sample> samples = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < indices.length; i++) {
            Sample sample = split.samples().get(indices[i]);
            if (isLoaded(loads.get(i), sample, skipBroken)) {
                if (samples.size() < i) {
                    System.arraycopy(pixels, i * length, pixels, samples.size() * length, length);
                }
                samples.add(sample);
                places.add(indices[i]);
            }
        }
        int kept = samples.size();
        float[] used = kept == indices.length ? pixels : Arrays.copyOf(pixels, kept * length);
        return new PictureBatch(samples, places, used, indices.length - kept);
    }

    private static boolean isLoaded(Future<?> load, Sample sample, boolean skipBroken) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    load.get();
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PictureException broken) {
                if (skipBroken) {
                    return false;
                }
                throw broken;
            }
            throw new PictureException(
                    "%s: cannot be loaded (%s)".formatted(sample.picture().name(), e.getCause()), e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
