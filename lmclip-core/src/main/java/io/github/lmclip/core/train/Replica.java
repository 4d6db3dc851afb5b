package io.github.lmclip.core.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.lmclip.core.clip.Clip;
import io.github.lmclip.core.engine.GradientMode;
import io.github.lmclip.core.engine.GradientSum;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** A copy of a network on another device, with a thread of its own, that computes a share of each batch's pictures. */
final class Replica implements AutoCloseable {

    private final Clip original;
    private final NDManager base;
    private final Clip copy;
    private final GradientSum gradients;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread worker = new Thread(work, "lmclip-replica");
        worker.setDaemon(true);
        return worker;
    });

    /** What a pass leaves behind for its way back. */
    private NDManager step;

    private NDArray vectors;

    Replica(Clip original, Device device) {
        this.original = original;
        base = NDManager.newBaseManager(device, "PyTorch");
        copy = original.likewise(base);
        copy.freezeBatchNorm(name -> true);
        original.adapters().ifPresent(adapters -> copy.adapt(adapters.lora(), 0));
        gradients = new GradientSum(trained(original), trained(copy));
    }

    private static List<NDArray> trained(Clip clip) {
        return Stream.concat(clip.trained().views().stream(), adapters(clip)).toList();
    }

    private static Stream<NDArray> adapters(Clip clip) {
        return clip.adapters().stream()
                .flatMap(adapters -> adapters.parameters().values().stream())
                .map(Parameter::getArray);
    }

    private static Stream<NDArray> statistics(Clip clip) {
        return clip.parameters().values().stream()
                .filter(parameter -> parameter.getType() == Parameter.Type.OTHER)
                .map(Parameter::getArray);
    }

    /** Takes over the original's parameters and statistics as they are. */
    private void follow() {
        try (GradientMode off = GradientMode.off();
                NDScope scope = new NDScope()) {
            List<NDArray> sources = kept(original);
            List<NDArray> targets = kept(copy);
            for (int i = 0; i < sources.size(); i++) {
                copy(sources.get(i), targets.get(i));
            }
        }
    }

    private static List<NDArray> kept(Clip clip) {
        return Stream.concat(trained(clip).stream(), statistics(clip)).toList();
    }

    private static void copy(NDArray source, NDArray target) {
        try (NDArray moved = source.toDevice(target.getDevice(), true)) {
            target.set(new NDIndex("..."), moved);
        }
    }

    /**
     * Begins to compute the unit vectors of pictures.
     *
     * @param pixels normalised pixels of so many pictures
     * @param shape of the pictures, [N, 3, R, R]
     * @param trained whether they are to have a gradient
     * @return the vectors [N, D] on this device, without gradient
     */
    CompletableFuture<NDArray> forward(FloatBuffer pixels, Shape shape, boolean trained) {
        return CompletableFuture.supplyAsync(() -> compute(pixels, shape, trained), thread);
    }

    private NDArray compute(FloatBuffer pixels, Shape shape, boolean trained) {
        release();
        follow();
        step = base.newSubManager();
        // outside of the scope, since the way back reads them: their memory is Java's while their handle lives
        NDArray pictures = step.create(pixels, shape);
        try (NDScope scope = new NDScope();
                GradientMode mode = trained ? GradientMode.on() : GradientMode.off()) {
            vectors = Clip.normalize(copy.encodeImage(pictures, true));
            vectors.attach(step);
            NDScope.unregister(vectors);
        }
        try (GradientMode off = GradientMode.off()) {
            return vectors.stopGradient();
        }
    }

    /**
     * Begins to hand the gradient of the last vectors back to the copy's parameters.
     *
     * @param gradient [N, D], on any device
     */
    CompletableFuture<Void> backward(NDArray gradient) {
        return CompletableFuture.runAsync(
                () -> {
                    try (NDScope scope = new NDScope();
                            GradientMode on = GradientMode.on()) {
                        copy.backward(vectors, gradient.toDevice(vectors.getDevice(), true));
                    }
                },
                thread);
    }

    /** Adds the copy's gradients to the original's. */
    void give() {
        gradients.take();
    }

    /** Releases what a step has made. */
    void release() {
        if (step != null) {
            step.close();
            step = null;
        }
    }

    /** Ends the thread and releases the copy. */
    @Override
    public void close() {
        thread.shutdown();
        release();
        gradients.close();
        base.close();
    }
}
